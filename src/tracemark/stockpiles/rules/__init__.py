"""The rules of stockpiles: shapes on the ground, their distances, and plans of sites as they come in files."""
