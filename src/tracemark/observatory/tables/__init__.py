"""Results of the observatory as JSON documents, tables and lines of text: the same for command, API and page."""
