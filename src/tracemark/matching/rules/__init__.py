"""Which weapon does this mark belong to: keys, search, scoring and explanation, without a database."""
