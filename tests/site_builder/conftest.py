"""A small observatory on bees, made of our own texts, some of them hostile."""

from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from corpus.dates import PartialDate
from corpus.ledger import Change, DroppedRow, Run
from corpus.sources import Health, SourceCard
from corpus.values import Definition, FieldOrigin, Item, Record, Work
from index.book import Concept, ConceptBook, Scheme
from index.definitions.tracking import NOTHING, track
from index.tags import Tag
from site_builder.site import Site

NOON = "2026-05-04T12:00:00+00:00"


def region(code, label, *broader, country=False):
    group = "country" if country else "world region"
    return Concept(
        "region", code, {"en": label}, broader=broader, country=country, group=group, version="aaaa1111"
    )


BOOK = ConceptBook([
    Scheme("region", "Regions", (
        region("africa", "Africa"), region("europe", "Europe"), region("asia", "Asia"),
        region("eastern-africa", "Eastern Africa", "africa"),
        region("ke", "Kenya", "eastern-africa", country=True), region("ug", "Uganda", "eastern-africa", country=True),
        region("si", "Slovenia", "europe", country=True),
    )),
    Scheme("theme", "Themes", (
        Concept("theme", "honey", {"en": "Honey"}, note="What bees make.", version="bbbb2222"),
        Concept("theme", "hives", {"en": "Hives"}, version="cccc3333"),
    )),
    Scheme("driver", "Drivers", (
        Concept("driver", "pollination", {"en": "Pollination"}, note="Crops need bees.", version="dddd4444"),
        Concept("driver", "income", {"en": "Income"}, version="eeee5555"),
    )),
])  # fmt: skip


def make_work(name, title="A work", *, sources=("kept",), state="listed", origins=(), **fields):
    date = fields.pop("date", None)
    item = Item(
        key=name,
        kind=fields.pop("kind", "report"),
        title=title,
        date=PartialDate(date, "curator") if date else None,
        **fields,
    )
    records = tuple(
        Record(f"r-{name}-{source}", source, 1, item, NOON, NOON, NOON, state, NOON) for source in sources
    )
    made = replace_origins(item, sources[0]) + tuple(origins)
    return Work(name, item, records, made, NOON, NOON, NOON, state, f"fp-{name}")


def replace_origins(item, source):
    named = (("title", item.title), ("url", item.url), ("seen_at", item.seen_at), ("note", item.note))
    return tuple(
        FieldOrigin(name, value, source, "curator", NOON, used=True) for name, value in named if value
    )


def make_tags(work, *wanted):
    """Tags of a work: (scheme, concept, words) with words looked up in note and title; without words, given."""
    tags = []
    for scheme, concept, *words in wanted:
        if not words:
            tags.append(Tag(work.id, scheme, concept, "", 0, 0, "given", "", "", work.records[0].source))
        for one in words:
            name = "note" if one in (work.item.note or "") else "title"
            start = getattr(work.item, name).index(one)
            tags.append(
                Tag(work.id, scheme, concept, name, start, start + len(one), concept, "ffff", one, one)
            )
        tags.extend(
            Tag(work.id, scheme, group, "", 0, 0, "implied", "", "", concept)
            for group in BOOK.implied(scheme, concept)
        )
    return tuple(tags)


def hostile():
    """Works whose fields try to break a page."""
    long = "Beekeepingassociation" * 12
    bidi = "Honey \u202e\u2066 prices, مناحل كينيا"
    yield make_work(
        "w-script", '<script>alert("bees")</script>', url="javascript:alert(1)", seen_at="data:text/html,x",
        publisher="<b>Bold & Sons</b>", note='Kenya says "<img src=x onerror=alert(1)>" & honey.', language="en",
        date="2024", authors=("O'Hara, <i>Kim</i>",),
    ), [("region", "ke", "Kenya"), ("theme", "honey", "honey")]  # fmt: skip
    yield make_work(
        "w-bidi", bidi, url="https://example.org/%E2%80%AE?a=1&b=<2>", publisher=long, language="ar", note=long,
        place='"><script>', kind="event", date="2026-06-01", end_date=PartialDate("2026-06-03", "curator"), title_supplied=True,
    ), [("region", "ke"), ("region", "asia")]  # fmt: skip


def plain():
    """Works as they should be."""
    yield make_work(
        "w-kenya", "Honey in Kenya", url="https://example.org/kenya", seen_at="https://example.org/proof",
        publisher="Hive Trust; Bee Board", language="en", date="2025-03",
        note="Farmers in Kenya keep hives for income. Pollination of crops comes second.",
        definition=Definition("Bee Board", "hive", ("small", "made-of-wood"), 2025, "40 litres"),
    ), [("region", "ke", "Kenya"), ("theme", "hives", "hives"), ("driver", "income", "income"), ("driver", "pollination", "Pollination")]  # fmt: skip
    yield make_work(
        "w-copy", "A copy of a hive law", seen_at="https://docs.example.com/copy", publisher="Bee Board",
        language="sl", note="A law on hives in Slovenia.", kind="policy",
    ), [("region", "si", "Slovenia"), ("theme", "hives")]  # fmt: skip
    yield make_work("w-bare", "Nothing but a title", state="withdrawn", sources=("kept", "feed"),
        origins=(FieldOrigin("title", "Nothing at all", "feed", "feed", NOON, used=False),)), []  # fmt: skip


def many():
    """Enough European works that a list has parts and a zero says something."""
    for n in range(130):
        work = make_work(
            f"w-many-{n:03}", f"Report {n} on hives", url=f"https://example.org/{n}", publisher="Bee Board" if n % 2 else f"Club {n}",
            language="en" if n % 3 else "sl", date=f"{2000 + n % 20}", note=f"Hives of Slovenia, number {n}, bring income.",
        )  # fmt: skip
        yield (
            work,
            [("region", "si", "Slovenia"), ("theme", "hives", "Hives"), ("driver", "income", "income")],
        )


@pytest.fixture(scope="session")
def site():
    """An observatory with plain, hostile and many works."""
    works, tags = {}, {}
    for work, wanted in sorted([*plain(), *hostile(), *many()], key=lambda pair: pair[0].id):
        works[work.id] = work
        tags[work.id] = make_tags(work, *wanted)
    cards = (
        SourceCard("kept", "Kept by hand", "Bee Board", "collection", "https://example.org/kept", languages=("en",), at_least=3, fields=(("title", 1.0),), verified=True),
        SourceCard("feed", "News <feed>", "Hive Trust", "feed", "javascript:alert(2)", every=36),
    )  # fmt: skip
    numbers = count(1)
    return Site(
        title="Observatory on bees", subject="bees", tagline="What is written on bees.", base_url="https://bees.example",
        languages=("en",), contact="bees@example.org", version="1.0", as_of=NOON,
        works=lambda: iter(works.values()), tags=lambda work: tags[work], book=BOOK, sources=cards,
        health=(Health("kept", "ok", "Read whole.", "2026-05-01", 135, 133, "2026-06-01", NOON, NOON, verified=True),),
        runs=(
            Run(next(numbers), "kept", NOON, NOON, "ok", "", 137, 135, 0, 0, 135, {"no title": 2}, {"title": 1.0, "date": 0.5}, 200, 1.5, 9000),
            Run(next(numbers), "kept", NOON),
        ),
        dropped=(DroppedRow(1, "kept", NOON, "no title", "=HYPERLINK(1)", "k1", ""),),
        snapshot="0123456789abcdef", changes=(Change("w-kenya", NOON, "source", "kept", ("title", "note")), Change("gone", NOON, "merge", "", ())),
        tracked=track(works.values(), lambda work: tags[work], BOOK, ("en",)),
    )  # fmt: skip


@pytest.fixture(scope="session")
def small(site):
    """The same with five works, for tests that build it more than once."""
    few = [work for work in site.works() if "many" not in work.id]
    dated = sum(work.item.date is not None for work in few)
    health = tuple(replace(one, works=len(few), dated=dated) for one in site.health)
    return replace(site, works=lambda: iter(few), health=health)


@pytest.fixture(scope="session")
def empty(site) -> Site:
    """An observatory before its first harvest."""
    nothing: dict[str, Any] = {
        "works": lambda: iter(()),
        "health": (),
        "runs": (),
        "dropped": (),
        "changes": (),
        "tracked": NOTHING,
    }
    return replace(site, as_of="", sources=(), **nothing)


@pytest.fixture(scope="session")
def built(site, tmp_path_factory):
    """The folder of a site that was built once, for tests that only read."""
    from site_builder.build import build_site
    from site_builder.dataset import export_dataset

    folder = tmp_path_factory.mktemp("site")
    export_dataset(site, folder / "dataset")
    build_site(site, folder / "site", folder / "dataset")
    return folder / "site"
