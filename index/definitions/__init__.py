"""Definitions: who says that a thing is what, with which traits and of which volume, and who quotes whom."""
