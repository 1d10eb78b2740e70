"""Reading pages and files: pure functions from bytes to frozen values, safe to run in a worker process."""
