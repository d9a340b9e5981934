"""Screens of instruments and reports."""
