"""Screens of ammunition: for a depot keeper with gloves and an old tablet first."""
