"""The page of downloads, with the dictionary of the dataset."""

from collections.abc import Iterator

from site_builder.render import Page
from site_builder.tables import TABLES
from site_builder.view import SiteView

__all__ = ["data"]


def data(view: SiteView) -> Iterator[Page]:
    """One page: the files, what is in them, and how to read them."""
    sizes = {file.name: file.bytes for file in view.downloads}
    yield Page("data/index.html", "data.html", {"tables": TABLES, "sizes": sizes})
