"""The invented State of Farland: the demo, the tutorial and the fixture at once."""
