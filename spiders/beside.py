"""What is noticed beside the items of a reading: for the comparison with the past, and for health."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scrapy.http import Response

from corpus.answers import Kept
from corpus.dates import PartialDate
from corpus.past import OLD, Past, Reading, against_past
from corpus.proving import Doubt, Look, Trial, look_of
from corpus.urls import canonical_url
from corpus.values import Dropped, Item
from spiders.moved import redirected
from spiders.page_dates import newest_date
from spiders.sheet import Source

__all__ = ["Beside", "once"]

_LANGUAGE = re.compile(
    rb"""<html\b[^>]*?\blang\s*=\s*["']?([A-Za-z]{2,3})|<language>\s*([A-Za-z]{2,3})|<feed\b[^>]*?\bxml:lang\s*=\s*["']([A-Za-z]{2,3})""",
    re.IGNORECASE,
)


def once(items: Sequence[Item]) -> tuple[list[Item], list[Dropped]]:
    """
    The items of one answer, without those that it lists again under another key.

    Two are the same when title, address and date are; a list page that is the only address of many
    items has titles that differ.
    """
    seen: dict[tuple[str, str, str], str] = {}
    kept: list[Item] = []
    twice: list[Dropped] = []
    for item in items:
        if item.url:
            mark = (item.title.casefold(), canonical_url(item.url), item.date.value if item.date else "")
            if seen.setdefault(mark, item.key) != item.key:
                twice.append(Dropped("listed twice in one answer", seen[mark], item.key, item.title))
                continue
        kept.append(item)
    return kept, twice


@dataclass
class Beside:
    """What one reading brought beside its items."""

    unproved: int = 0
    strange: int = 0
    doubted: int = 0
    altered: int = 0
    known: int = 0
    retitled: int = 0
    redated: int = 0
    rekeyed: int = 0
    twice: int = 0
    lies: str = ""
    moved: str = ""
    redirect: str = ""
    language: str = ""
    page_date: str = ""
    newest: str = ""
    refused: frozenset[str] = frozenset()
    mended: str = ""
    old: int = 0
    returned: int = 0
    dates: dict[str, str] = field(default_factory=dict)
    names: list[tuple[str, str | None]] = field(default_factory=list)

    def first(self, response: Response, source: Source, today: date) -> None:
        """Look at the first answer."""
        target = redirected(response)
        if target and canonical_url(target) != canonical_url(source.url or target):
            self.moved = self.redirect = target
        if source.kind != "collection":
            self.page_date = newest_date(response, source.languages, today)
        declared = _LANGUAGE.search(response.body[:4096])
        language = next(filter(None, declared.groups()), b"").decode().lower() if declared else ""
        if source.languages and language not in {tag.partition("-")[0] for tag in source.languages}:
            self.language = language

    def look(self, items: Sequence[Item]) -> None:
        """Look at the items of an answer."""
        self.dates |= {item.key: item.date.value for item in items if item.date}
        self.names += [(item.title, item.url) for item in items]

    def add(self, kept: Kept) -> None:
        """Count what became of them."""
        self.unproved += kept.unproved
        self.strange += kept.strange
        self.doubted += kept.doubted
        self.altered += kept.altered
        self.known += kept.known
        self.retitled += kept.retitled
        self.redated += kept.redated
        self.rekeyed += kept.rekeyed
        self.lies = self.lies or kept.lies

    def against(
        self,
        past: Past,
        kept: int,
        fill: Mapping[str, float],
        least_share: float,
        *,
        doubt: Doubt | None,
        part: bool,
        works: Callable[[], Look],
        today: date,
    ) -> str:
        """
        In which way the reading contradicts the past; empty when in none.

        Args:
            doubt: Why the readings before were refused; None when they were not.
            part: Whether it asked only for what changed.
            works: Gives the look of what is published, if it is needed.
        """
        if not part:
            self.newest = max(self.dates.values(), default="")
            self._count_old(past)
        reading = Reading(
            kept - self.returned,
            fill,
            max(0, self.strange - self.old),
            self.known,
            self.retitled,
            self.redated,
            self.newest,
            doubt is not None,
            part,
        )
        faults = against_past(reading, past, least_share)
        odd = next(iter(faults.values()), "")
        if doubt and not odd and not self.known and not part:
            trial = Trial(today.isoformat(), look_of(self.names), self.doubted, self.altered)
            odd, self.mended = trial.judged(doubt, works())
        if odd:
            self.refused = frozenset(faults) | (doubt.faults if doubt else frozenset())
        return f"{odd}; it now says that it is in {self.language!r}" if odd and self.language else odd

    def doubts_on(self, doubt: Doubt) -> None:
        """Go on doubting: the reading came to nothing that could be compared."""
        self.refused, self.mended = doubt.faults, doubt.mended

    def tell(self, note: Callable[[str], None]) -> None:
        """Tell the ledger in words what a maintainer should know."""
        if self.lies:
            note(self.lies)
        if self.redirect:
            note(f'it has moved for good: put url = "{self.redirect}" into the sheet')
        if self.rekeyed:
            note(f"{self.rekeyed} known items came under other ids or addresses; they are kept as the same")
        if self.twice:
            note(f"{self.twice} items are listed twice; the first of each counts")
        if self.old:
            note(f"{self.old} old items came back; they are no news")

    def signs(self, reader: str) -> dict[str, str]:
        """For the ledger, by name; what is empty is left out."""
        signs = {
            "reader": reader, "newest": self.newest, "page_date": self.page_date, "lies": self.lies,
            "moved": self.moved, "rekeyed": str(self.rekeyed or ""), "twice": str(self.twice or ""),
            "old": str(self.old or ""), "returned": str(self.returned or ""), "refused": " ".join(sorted(self.refused)), "mended": self.mended,
        }  # fmt: skip
        return {name: value for name, value in signs.items() if value}

    def _count_old(self, past: Past) -> None:
        if not past.speaks or not past.newest or not (self.unproved or past.returned):
            return
        limit = PartialDate(past.newest, "text").first_day - OLD
        old = sum(PartialDate(value, "text").first_day < limit for value in self.dates.values())
        self.old = min(old, self.unproved)
        self.returned = min(old, past.returned + self.old)
