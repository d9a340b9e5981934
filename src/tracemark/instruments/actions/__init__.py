"""The only writers of editions and reports."""
