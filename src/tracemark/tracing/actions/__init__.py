"""Writing trace cases: one function a verb, each one transaction."""
