"""Matching of whole lists."""
