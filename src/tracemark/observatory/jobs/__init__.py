"""Work of the observatory on files: reading what comes in, writing the whole answer table."""
