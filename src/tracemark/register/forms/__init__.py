"""Forms of the register's screens."""
