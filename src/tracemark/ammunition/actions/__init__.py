"""The only writer of the ledger, licences, stocktakes, readiness and incidents."""
