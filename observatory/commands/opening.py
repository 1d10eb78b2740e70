"""What every command does first: it opens the observatory that was named."""

from pathlib import Path
from typing import Any

__all__ = ["open_folder"]


def open_folder(folder: Path | None) -> Any:
    """
    The home of this folder's observatory, of the current folder's, or of the one that is shipped.

    Raises:
        SheetError: The settings file is wrong or absent.
    """
    from observatory.home import open_home  # noqa: PLC0415 - each command loads only what it needs

    return open_home(folder)
