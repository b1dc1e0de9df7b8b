"""Screens of the project office."""
