"""Search in the browser: what is written at build time for the scripts in ``static/``."""
