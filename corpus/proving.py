"""Whether a list of which nothing is known any more is its source as it was: the proof after a long fault.

A fault may last until every item by which it was found has left the list. Then nothing published is there
to compare with, and a fault that goes on must not win by waiting. So a source is believed again only when it
has changed for the better, looks as it did before the fault, and says the same on another day.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from corpus.urls import canonical_url

__all__ = ["Doubt", "Look", "Trial", "look_of"]

CHANGED = frozenset({"fewer", "emptier", "backwards"})
"""Checks that tell by themselves that their fault is over; see ``corpus.past.CHECKS``."""

REWRITTEN, STRANGERS = "rewritten", "turned_over"
"""
Those that need known items. The fault of the first is over when its items change once more, that of the second
also when they are gone.
"""

ENOUGH = 5
"""Items of an earlier reading that must still be listed to compare with it, and works to look like."""

MOST, FEW = 0.5, 0.1
"""Shares of such items that differ: above the first the source has changed, up to the second it agrees."""

ALIKE = 0.7
"""The part of what its works have in common among themselves that its new items must have in common with them."""

SAME_PLACE = 0.9
"""The share of items whose links must lead to where those of its works led."""

_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]|[^\W\d_]+")
"""A word; a sign where words are not set apart."""

ASK = "; if it is right, a change of its sheet accepts it"


@dataclass(frozen=True, slots=True)
class Look:
    """What items look like: their titles, and where their links lead."""

    titles: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()

    def unlike(self, works: "Look") -> str:
        """In which way these items do not look like a source's works; empty when in none."""
        if min(len(works.titles), len(self.titles)) < ENOUGH:
            return "there are too few to tell whether they look as before"
        places = {_place(url) for url in works.urls}
        if sum(_place(url) in places for url in self.urls) < SAME_PLACE * len(self.urls):
            return "their links lead elsewhere than before"
        if len(set(self.titles)) < ALIKE * len(self.titles) * len(set(works.titles)) / len(works.titles):
            return "their titles are all the same"
        known = Counter(word for title in works.titles for word in set(_words(title)))
        own = [known[word] > 1 for title in works.titles for word in _words(title)]
        new = [word in known for title in self.titles for word in _words(title)]
        if not own or not new or sum(new) / len(new) < ALIKE * sum(own) / len(own):
            return "their titles use other words than before"
        return ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """
    What stands against a source since its last healthy reading.

    Attributes:
        faults: By which checks it was refused.
        mended: The day since which it seems mended, ISO 8601; empty when it does not.
    """

    faults: frozenset[str]
    mended: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """
    A reading that nothing speaks against but an earlier doubt.

    Attributes:
        day: Of the reading, ISO 8601.
        doubted: Its items that only refused readings have seen before.
        altered: Those of them that say something else now.
    """

    day: str
    look: Look
    doubted: int
    altered: int

    def judged(self, doubt: Doubt, works: Look) -> tuple[str, str]:
        """
        Why the reading is not believed yet, empty when it is; and since when the source seems mended.

        Args:
            works: What is published of the source.
        """
        if unlike := self.look.unlike(works):
            return f"none of its items is known, and {unlike}{ASK}", ""
        steady = self.altered <= FEW * self.doubted
        if doubt.mended and steady:
            shared = self.doubted >= ENOUGH or doubt.faults <= CHANGED
            return (
                ("", "")
                if shared and self.day > doubt.mended
                else (self._waiting(doubt.mended), doubt.mended)
            )
        if self._has_changed(doubt):
            return self._waiting(self.day), self.day
        return f"none of its items is known, and it has not changed since it was refused{ASK}", ""

    def _has_changed(self, doubt: Doubt) -> bool:
        """Whether each fault is over: its check is kept, or the refused items say another thing or are gone."""
        altered = self.doubted >= ENOUGH and self.altered > MOST * self.doubted
        gone = self.doubted <= FEW * len(self.look.titles)
        over = CHANGED | ({REWRITTEN} if altered else set()) | ({STRANGERS} if altered or gone else set())
        return doubt.faults <= over

    @staticmethod
    def _waiting(since: str) -> str:
        return (
            f"none of its items is known; it seems mended since {since}, "
            f"and is believed when it says the same on another day{ASK}"
        )


def look_of(pairs: Collection[tuple[str, str | None]]) -> Look:
    """The look of items, from their titles and addresses."""
    return Look(tuple(title for title, _ in pairs), tuple(url for _, url in pairs if url))


def _words(title: str) -> Sequence[str]:
    return _WORD.findall(title.casefold())


def _place(url: str) -> tuple[str, str]:
    """Host and first folder of an address; years and numbers in it are the same to us."""
    parts = urlsplit(canonical_url(url))
    folders = parts.path.strip("/").split("/")[:-1]
    return parts.netloc, re.sub(r"\d+", "0", folders[0]) if folders else ""
