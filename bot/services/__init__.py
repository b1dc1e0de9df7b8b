"""Use cases, one module per capability: load and authorise, ask the rule, change, enqueue. Never commit."""
