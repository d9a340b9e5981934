"""Results of the observatory: documents, lines of text, charts with their tables, files, and the chapter."""
