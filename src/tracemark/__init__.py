"""Tracemark: a State's control of small arms, light weapons and their ammunition."""

__version__ = "0.1.0"
