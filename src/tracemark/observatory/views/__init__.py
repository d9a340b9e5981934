"""Screens of the observatory."""
