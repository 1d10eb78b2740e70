"""Fictional publishers: what each has published by a day, always the same for the same publisher."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from observatory.practice.words import WORDS

__all__ = ["FIRST_DAY", "Piece", "Publisher", "pieces"]

FIRST_DAY = date(2024, 1, 8)
"""The day on which the practice web opens: a Monday."""

BACKLOG = 30
"""How many works each publisher has by then."""

HABITS = ("regular", "loose", "random")


@dataclass(frozen=True, slots=True)
class Publisher:
    """
    A fictional publisher.

    Attributes:
        id: Of its source sheet too.
        form: How it shows its works: see ``observatory.practice.rendering.FORMS``.
        language, charset: Of what it shows.
        pace: Days between two works, on average.
        habit: ``regular`` (within a fifth of the pace), ``loose`` (between a third and double), or
            ``random`` (any time, like rain).
        every: How often it is read: hour, day, week or month.
        shown: How many works it shows at a time, the newest.
        dated: Whether its page or feed shows the day on which it was asked.
        summer: Whether it pauses in August.
        seed: Another number makes it publish other works on other days.
    """

    id: str
    name: str
    form: str
    language: str = "en"
    charset: str = "utf-8"
    pace: float = 7.0
    habit: str = "loose"
    every: str = "day"
    shown: int = 20
    dated: bool = True
    summer: bool = False
    seed: int = 0

    @property
    def lead(self) -> int:
        """Days by which it announces what it shows: events come later, works are there."""
        return 14 if self.form == "calendar" else 0


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A work of a fictional publisher.

    Attributes:
        corrected: The day from which its title has another word; None when it never has.
    """

    publisher: str
    number: int
    day: date
    title: str
    author: str
    summary: str
    corrected: date | None = None

    def title_on(self, day: date) -> str:
        """Its title as it is shown on a day."""
        return f"{self.title} (2)" if self.corrected and day >= self.corrected else self.title

    @property
    def address(self) -> str:
        """Where a reader finds it; the host exists nowhere."""
        return f"https://{self.publisher.replace('_', '-')}.example/works/{self.number}"


def pieces(publisher: Publisher, until: date) -> tuple[Piece, ...]:
    """All that it has published by a day, the newest first."""
    return tuple(piece for piece in reversed(_all(publisher, until.year)) if piece.day <= until)


@lru_cache(maxsize=512)
def _all(publisher: Publisher, year: int) -> tuple[Piece, ...]:
    """Everything up to the end of a year, the oldest first."""
    chance = Random(f"{publisher.id} {publisher.seed}" if publisher.seed else publisher.id)  # noqa: S311 - a game, no secret
    patterns, topics, places = WORDS[publisher.language]
    day = FIRST_DAY - timedelta(days=round(BACKLOG * publisher.pace))
    made: list[Piece] = []
    while day.year <= year:
        number = len(made) + 1
        title = chance.choice(patterns).format(chance.choice(topics), chance.choice(places))
        fixed = day + timedelta(days=chance.randint(2, 9)) if chance.random() < 0.05 else None
        author = f"{chance.choice('ABCDEFGHJKLM')}. {chance.choice(places).split()[-1]}"
        made.append(
            Piece(
                publisher.id, number, day, f"{title[:1].upper()}{title[1:]}, {number}", author, title, fixed
            )
        )
        day = _next(publisher, day, chance)
    return tuple(made)


def _next(publisher: Publisher, day: date, chance: Random) -> date:
    pace = publisher.pace
    gap = {
        "regular": lambda: chance.uniform(0.8, 1.2) * pace,
        "loose": lambda: chance.uniform(0.33, 1.67) * pace,
        "random": lambda: chance.expovariate(1 / pace),
    }[publisher.habit]()
    found = day + timedelta(days=max(1, round(gap)))
    if publisher.summer and found.month == 8:
        found = date(found.year, 9, 1) + timedelta(days=chance.randint(0, 3))
    return found + timedelta(days=max(0, found.weekday() - 4) and 7 - found.weekday())
