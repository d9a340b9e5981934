"""Counts over a register in Parquet files: for registers of millions, past what a page can wait for."""
