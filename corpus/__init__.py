"""The facts: what sources said, kept with provenance and never overwritten."""
