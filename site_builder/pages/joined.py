"""Pages for ids that were joined to another work, so that no link that was ever given breaks."""

from collections.abc import Iterator

from site_builder.links import work_page
from site_builder.render import Page
from site_builder.view import SiteView

__all__ = ["joined"]


def joined(view: SiteView) -> Iterator[Page]:
    """One page for each such id; it leads to the work."""
    for id_, work in sorted(view.site.joined.items()):
        if work in view.by_id and id_ not in view.by_id:
            yield Page(work_page(id_), "joined.html", {"card": view.cards[view.by_id[work]], "id": id_})
