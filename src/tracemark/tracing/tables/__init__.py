"""Cases as documents, lines and pictures."""
