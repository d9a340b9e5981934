"""Published series: observations read from and written to the shapes statistical offices use, chosen and added up."""
