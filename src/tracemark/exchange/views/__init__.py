"""Pages of exchange, and the line on which other nodes speak."""
