"""Tracing between States as pure rules: stages, routing, contents of messages, terms, deadlines and outcomes."""
