"""Works that nobody wrote, the same in every run."""

import random
from collections.abc import Iterator

from corpus.dates import PartialDate
from corpus.values import Item, Record, Work
from corpus.works import assemble

WORDS = [
    "skills",
    "learning",
    "credential",
    "badge",
    "framework",
    "policy",
    "university",
    "training",
    "work",
    "quality",
    "level",
    "credit",
    "recognition",
    "short",
    "course",
    "stackable",
    "assessed",
    "digital",
    "employer",
    "ministry",
    "region",
    "country",
    "student",
    "teacher",
    "platform",
    "online",
    "portfolio",
    "pathway",
    "module",
    "standard",
    "agency",
    "survey",
    "report",
    "evidence",
    "labour",
    "market",
    "green",
    "transition",
    "lifelong",
    "flexible",
    "provider",
    "award",
    "learner",
    "industry",
    "national",
    "council",
    "review",
    "pilot",
    "project",
    "funding",
    "Africa",
    "Kenya",
    "Europe",
    "Ireland",
    "Canada",
    "Malaysia",
    "the",
    "of",
    "in",
    "and",
    "for",
    "with",
    "on",
    "that",
    "a",
    "to",
    "is",
    "by",
    "as",
    "from",
]


def sentence(chance: random.Random, words: int) -> str:
    """So many words in a row, the first with a capital."""
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


def works(count: int) -> Iterator[Work]:
    """So many works of one record, each with a title, a note of forty words and an abstract of a hundred."""
    chance = random.Random(1)
    for number in range(count):
        key = f"made-up-{number:06}"
        item = Item(
            key=key, kind=chance.choice(("report", "policy", "news")), title=sentence(chance, 9)[:-1],
            url=f"https://example.org/{number}", publisher=f"Publisher {chance.randrange(200)}", language="en",
            date=PartialDate(f"{chance.randrange(2012, 2026)}", "feed"), note=sentence(chance, 40),
            abstract=sentence(chance, 100), methods={"title": "feed"},
        )  # fmt: skip
        moment = "2026-03-01T00:00:00+00:00"
        yield assemble(
            key, [Record(f"r{number:06}", "made_up", 1, item, moment, moment, moment, "listed", moment)]
        )
