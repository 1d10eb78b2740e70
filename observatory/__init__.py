"""
The face: settings, the command line and the public API; the only package that sees all others.

For analysts, ``open`` gives the tables as pandas frames::

    import observatory

    obs = observatory.open(".")
    obs.crosstab("region", "driver")
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from observatory.analysis import Observatory

__all__ = ["__version__", "open"]

__version__ = "0.1.0"


def open(where: str | Path = ".") -> "Observatory":  # noqa: A001 - as a file is opened
    """
    Open an observatory, or the dataset that one has published.

    Args:
        where: A folder of an observatory, of a dataset or of a site, or the web address of one of the last two.

    Raises:
        NotFound: Nothing that can be read is there; the message says what would be.
    """
    from observatory.datasets import open_observatory  # noqa: PLC0415 - pandas and pydantic load only when needed

    return open_observatory(where)
