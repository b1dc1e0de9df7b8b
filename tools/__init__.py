"""Checks of the project that its linters do not know."""
