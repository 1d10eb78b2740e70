"""Checking: whether a work was there when its source was read last, so that its page need not name the day."""

from collections.abc import Mapping

from site_builder.cards import Card
from site_builder.view import SiteView

__all__ = ["confirmed_by", "last_read"]


def last_read(view: SiteView) -> Mapping[str, str]:
    """For each source that has been read in health the day on which it last was, YYYY-MM-DD."""
    if ("last read",) not in view.kept:
        view.kept["last read",] = {
            health.source: health.last_good[:10] for health in view.site.health if health.last_good
        }
    found: Mapping[str, str] = view.kept["last read",]
    return found


def confirmed_by(view: SiteView, card: Card) -> str:
    """
    The source whose latest good reading is a work's last check.

    While both move on together, nothing changes on the work's page. Empty where the check is older or the work is
    not listed any more: then its day stays, and is said.
    """
    if card.state != "listed":
        return ""
    read = last_read(view)
    sources = view.sources_of.get(view.by_id[card.id], ())
    return next((source for source in sources if card.checked and read.get(source) == card.checked), "")
