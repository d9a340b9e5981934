"""Rules of the observatory: pure."""
