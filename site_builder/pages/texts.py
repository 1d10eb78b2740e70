"""The pages that are mostly text: method, about, help, accessibility, privacy, and the one for missing pages."""

from collections import Counter
from collections.abc import Iterator

from site_builder.render import Page
from site_builder.view import SiteView

__all__ = ["texts"]


def texts(view: SiteView) -> Iterator[Page]:
    """One page each."""
    dropped = Counter(row.reason for row in view.site.dropped)
    yield Page("method/index.html", "method.html", {
        "dropped": sorted(dropped.items(), key=lambda pair: (-pair[1], pair[0])),
    })  # fmt: skip
    for name in ("about", "help", "accessibility", "privacy"):
        yield Page(f"{name}/index.html", f"{name}.html")
    yield Page("404.html", "404.html")
