"""Screens of no room."""
