"""Forms of ammunition."""
