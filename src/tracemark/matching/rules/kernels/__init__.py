"""The inner loops of matching, compiled by numba. Each has a plain reference in `matching.rules` that tests hold equal."""
