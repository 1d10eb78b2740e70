"""What a reading of a source came to, and whether that keeps the promise of its sheet."""

import json
from collections import Counter
from dataclasses import dataclass, field
from time import monotonic

from corpus.answers import Answer, Kept
from corpus.encoding import filled_fields
from corpus.values import Dropped, Item
from spiders.beside import Beside
from spiders.sheet import Expect
from spiders.spider import SourceSpider

__all__ = ["Tally", "below_promise"]

LOST_PAGES = 0.1
"""The share of item pages that may fail before the whole reading counts as degraded."""


@dataclass
class Tally:
    """What a reading came to so far."""

    started: float = field(default_factory=monotonic)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    answers: int = 0
    bytes: int = 0
    status: int | None = None
    keys: set[str] = field(default_factory=set)
    filled: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    repeated: int = 0
    again: int = 0
    beside: Beside = field(default_factory=Beside)

    def add_again(self, answer: Answer, summary: str) -> list[str]:
        """Count an answer that gave what it gave before; return the remarks of that time."""
        before = json.loads(summary)
        self.add(answer, [], [])
        self.again += before["kept"]
        self.unchanged += before["kept"]
        self.filled.update(before["filled"])
        self.dropped.update(before["dropped"])
        return [str(note) for note in before["notes"]]

    def add(self, answer: Answer, items: list[Item], dropped: list[Dropped]) -> None:
        """Count an answer and what was read from it."""
        self.beside.look(items)
        self.answers += 1
        self.bytes += answer.size
        self.status = self.status or answer.status
        self.dropped.update(drop.reason for drop in dropped)
        for item in items:
            if item.key in self.keys:
                self.repeated += 1
            else:
                self.keys.add(item.key)
                for name in filled_fields(item):
                    self.filled[name] += 1

    def count(self, kept: Kept) -> None:
        """Count what became of an answer's items."""
        self.new += kept.new
        self.changed += kept.changed
        self.unchanged += kept.unchanged
        self.beside.add(kept)

    @property
    def kept(self) -> int:
        """How many different items were kept."""
        return len(self.keys) + self.again

    def fill(self) -> dict[str, float]:
        """The share of kept items that have each field."""
        return {name: round(count / self.kept, 4) for name, count in self.filled.items()} if self.kept else {}


def below_promise(spider: SourceSpider, expect: Expect, tally: Tally) -> str:
    """In which way a reading gave less than the sheet promises; empty when in none."""
    if spider.cut_off:
        return "the answer is not whole"
    lost = f"{len(tally.lost)} item pages could not be read, the first: {tally.lost[0]}" if tally.lost else ""
    if tally.kept < expect.at_least and not spider.partial:
        few = f"gave {tally.kept} items, but promises at least {expect.at_least}"
        return "; ".join(filter(None, (few, lost)))
    if expect.at_most is not None and tally.kept > expect.at_most:
        return f"gave {tally.kept} items, but promises at most {expect.at_most}"
    fill = tally.fill()
    for name, share in sorted(expect.fields.items()):
        if fill.get(name, 0.0) < share and not (spider.partial and not tally.kept):
            return f"{fill.get(name, 0.0):.0%} of its items have a {name}, but {share:.0%} are promised"
    return lost if len(tally.lost) > LOST_PAGES * max(tally.answers, 1) else ""
