"""The peers, each at the best setting found; one module a peer, named in the table as ``name``."""
