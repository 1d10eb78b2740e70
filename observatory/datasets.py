"""Finding the dataset of an observatory: in its folder, in a published site, or at an address."""

import json
from pathlib import Path
from urllib.parse import urlsplit

from corpus.errors import NotFound
from observatory.analysis import Observatory
from observatory.home import home_in

__all__ = ["DESCRIPTION", "open_observatory"]

DESCRIPTION = "datapackage.json"
"""The file by which a folder or an address is known to hold a dataset."""


def open_observatory(where: "str | Path" = ".") -> Observatory:
    """
    Open an observatory, or the dataset that one has published.

    Args:
        where: A folder with an ``observatory.toml`` or with the data of one (``var``), a folder of a dataset or
            of a site, or the web address of one of these two.

    Raises:
        NotFound: Nothing that can be read is there; the message says what would be.

    >>> open_observatory("/nowhere")
    Traceback (most recent call last):
    ...
    corpus.errors.NotFound: /nowhere: no dataset there; 'observatory run' makes one
    """
    if urlsplit(str(where)).scheme in ("http", "https"):
        return _at_address(str(where).rstrip("/"))
    folder = Path(where)
    for dataset in (folder, folder / "data"):
        if (dataset / DESCRIPTION).is_file():
            return Observatory(str(dataset), json.loads((dataset / DESCRIPTION).read_text(encoding="utf-8")))
    home = home_in(folder)
    if not (home.dataset / DESCRIPTION).is_file():
        raise NotFound(f"{folder}: no dataset there; 'observatory run' makes one")
    described = json.loads((home.dataset / DESCRIPTION).read_text(encoding="utf-8"))
    return Observatory(str(home.dataset), described, home)


def _at_address(address: str) -> Observatory:
    from urllib.error import URLError  # noqa: PLC0415 - as above
    from urllib.request import urlopen  # noqa: PLC0415 - as above

    for dataset in (address, f"{address}/data"):
        try:
            with urlopen(f"{dataset}/{DESCRIPTION}", timeout=30) as answer:  # noqa: S310 - http(s), checked above
                return Observatory(dataset, json.load(answer))
        except (URLError, ValueError):
            continue
    raise NotFound(f"{address}: no {DESCRIPTION} there, nor in its data/")
