"""The rules of ammunition: hazard codes, mixing, quantity-distance, limits, blast, emergency; usable without Django."""
