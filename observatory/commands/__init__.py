"""The commands, one module for each group of them; each reads, calls and prints."""
