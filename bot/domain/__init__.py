"""Rules of the programme: values in, values or a RuleViolation out; standard library only, no clock, no input or output."""
