"""The only writer of the observatory."""
