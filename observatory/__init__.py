"""The face: settings, the command line and the public API; the only package that sees all others."""

__all__ = ["__version__"]

__version__ = "0.1.0"
