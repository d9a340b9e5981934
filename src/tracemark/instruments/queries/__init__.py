"""Reading editions, reports and what the register would answer."""
