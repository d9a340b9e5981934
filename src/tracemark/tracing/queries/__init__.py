"""Reading trace cases: only what the viewer may see, and of what other States told only what its terms allow."""
