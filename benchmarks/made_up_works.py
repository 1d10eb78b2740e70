"""Works that nobody wrote: texts drawn from a list of words, the same in every run.

Real texts have a few words that are everywhere, the words of their field, and very many that are rare;
an index and a tagger feel all three. So a third of the words are common ones, a tenth are of the field, and
the rest is put together from syllables, the early ones more often. The works get more tags than real ones of
this length do, since a word of the field stands in nearly every sentence.
"""

import random
from collections.abc import Iterator
from itertools import accumulate, product

from corpus.dates import PartialDate
from corpus.values import Item, Record, Work
from corpus.works import assemble

__all__ = ["sentence", "works"]

_COMMON = """the of and to in a is that for it as was with be by on not he his but at are this have from or
had an they which one you were all her she there would their we him been has when who will no more if out so"""
COMMON = _COMMON.split()

_OF_THE_FIELD = """skills|learning|credentials|badges|framework|policy|universities|training|employers|wallet
quality assurance|recognition|credits|short courses|stackable|assessment|digital|ministry|survey|labour market
lifelong learning|vocational|apprenticeships|skills gaps|funding|register|standards|employability|blockchain
equity|women|refugees|teachers|qualifications framework|open education|definition|evidence|costs|trust|portability
Kenya|Ireland|Malaysia|Canada|Europe|Africa|South Africa|India|Brazil|Australia|Germany|ASEAN|Asia|Latin America
Nigeria|New Zealand|France|Spain"""
OF_THE_FIELD = [term for line in _OF_THE_FIELD.splitlines() for term in line.split("|")]

_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "mer", "nor", "pel", "ris", "sta", "ton", "vi", "wen")
RARE = ["".join(parts) for parts in product(_SYLLABLES, repeat=3)]
"""2744 words; the n-th is drawn n times more seldom than the first, roughly as in real texts (Zipf)."""

_RARE_WEIGHTS = list(accumulate(1 / rank for rank in range(1, len(RARE) + 1)))

LONG_ONE_IN = 10
"""One work in so many has a full text."""

MOMENT = "2026-03-01T00:00:00+00:00"


def sentence(chance: random.Random, words: int) -> str:
    """So many words, or a few more, in a row; the first with a capital."""
    said = []
    for draw in (chance.random() for _ in range(words)):
        if draw < 0.35:
            said.append(chance.choice(COMMON))
        elif draw < 0.45:
            said.append(chance.choice(OF_THE_FIELD))
        else:
            said.append(chance.choices(RARE, cum_weights=_RARE_WEIGHTS)[0])
    text = " ".join(said)
    return f"{text[0].upper()}{text[1:]}."


def works(count: int) -> Iterator[Work]:
    """
    So many works of one record.

    Each has a title of nine words, a note of forty and an abstract of 120; one in ten has a text of 1500.
    """
    chance = random.Random(1)
    for number in range(count):
        key = f"made-up-{number:06}"
        text = " ".join(sentence(chance, 25) for _ in range(60)) if number % LONG_ONE_IN == 0 else None
        item = Item(
            key=key, kind=chance.choice(("report", "policy", "event", "publication", "news")),
            title=sentence(chance, 9)[:-1], url=f"https://example.org/{number}",
            publisher=f"Publisher {chance.randrange(200)}", authors=(f"Author {chance.randrange(2000)}",),
            language="en", date=PartialDate(f"{chance.randrange(2012, 2026)}", "feed"),
            note=" ".join(sentence(chance, 20) for _ in range(2)),
            abstract=" ".join(sentence(chance, 20) for _ in range(6)), text=text,
            methods={"title": "feed", "note": "curator", "abstract": "feed"},
        )  # fmt: skip
        record = Record(f"r{number:06}", "made_up", 1, item, MOMENT, MOMENT, MOMENT, "listed", MOMENT)
        yield assemble(key, [record])
