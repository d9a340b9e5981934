"""Documents, national siting, and stock from spreadsheets."""
