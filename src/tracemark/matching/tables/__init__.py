"""Answers, proposals and pairs as a person or a program reads them."""
