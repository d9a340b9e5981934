"""Chinese: figures in groups of three with a comma, as the United Nations writes them."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
