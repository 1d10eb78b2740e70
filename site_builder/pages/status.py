"""What changes with every harvest and stands on every page, in one file that all pages load."""

from collections.abc import Iterator

from site_builder.checking import last_read
from site_builder.render import STATUS, Page
from site_builder.view import SiteView

__all__ = ["OLD", "status"]

OLD = 14
"""After so many days without a harvest the foot of each page says so, in another colour."""


def status(view: SiteView) -> Iterator[Page]:
    """The script: when the last harvest was, how the sources do, and when each was read last."""
    days: dict[str, list[str]] = {}
    for source, read in sorted(last_read(view).items()):
        days.setdefault(read, []).append(source)
    yield Page(STATUS, "status.html", {
        "days": sorted(days.items()), "old": OLD,
    })  # fmt: skip
