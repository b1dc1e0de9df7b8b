"""Named query functions, one module per capability."""
