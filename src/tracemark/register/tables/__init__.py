"""The register in words: lines of lists, a weapon's life, exports."""
