"""The public site: files only, that need no server, run nothing and ask nobody."""
