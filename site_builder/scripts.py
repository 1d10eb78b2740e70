"""Scripts as they are published: without what only people read, so that less is loaded."""

from pathlib import Path

__all__ = ["published"]


def published(file: Path) -> bytes:
    """
    A static file of ours as the site has it: a script without comments and indents, any other as it is.

    Args:
        file: Where it lies.
    """
    from rjsmin import jsmin  # noqa: PLC0415 - only a build needs it

    data = file.read_bytes()
    return bytes(jsmin(data)) if file.suffix == ".js" else data
