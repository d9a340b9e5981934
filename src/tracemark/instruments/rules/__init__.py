"""Rules of instruments: questionnaires as data, answers as values, conditions, checks, progress. Pure."""
