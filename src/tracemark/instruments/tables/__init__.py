"""Reports in words: on a page, as PDF, as DOCX, as a spreadsheet, on a terminal."""
