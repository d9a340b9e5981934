"""The observatory in words: charts with their tables, files, and the chapter."""
