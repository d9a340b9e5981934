"""The inner loops of matching, compiled by numba; tests hold them equal to plain references in the room's rules."""
