"""``python -m observatory``."""

from observatory.cli import main

if __name__ == "__main__":  # a worker process imports this module too
    main(prog_name="observatory")
