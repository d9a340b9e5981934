"""What the rules say, in the shape that commands, API and screens share."""
