"""Reading the ledger, licences and what waits, limited to what the viewer may see."""
