"""Files of reports: spreadsheets and phone submissions read back, packages written, verified and loaded."""
