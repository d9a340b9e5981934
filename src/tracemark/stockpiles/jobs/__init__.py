"""Reading plans of sites from files."""
