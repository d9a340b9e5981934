"""Screens of tracing."""
