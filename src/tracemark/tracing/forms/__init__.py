"""Forms of trace cases."""
