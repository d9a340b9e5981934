"""Rules of the observatory: statistics as data, counted from answers, each with its base and the States it counted."""
