"""The sense of the facts: concepts, tags with evidence, search."""
