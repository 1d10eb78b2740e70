"""Papers as works, for the benchmarks of the site: real titles and abstracts, facets by chance."""

import gzip
import json
import pickle
import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from itertools import islice
from pathlib import Path

from corpus.dates import PartialDate
from corpus.sources import Health, SourceCard
from corpus.values import Item, Label, Record, Work
from index.concepts import load_book
from index.store import open_index, update
from site_builder.site import Site

__all__ = ["LATER", "MOMENT", "book", "chosen_regions", "indexed_site", "on_disk", "papers"]

MOMENT = "2026-03-01T12:00:00+00:00"
LATER = "2026-03-08T12:00:00+00:00"
KINDS = ("report", "policy", "event", "publication", "news")


def book():
    """The concepts that are shipped."""
    return load_book([Path(str(files("index"))) / "concepts"])


def chosen_regions() -> list[str]:
    """Forty countries."""
    return sorted(one.id for one in book().scheme("region").concepts if one.country)[:40]


def papers(path: Path, count: int, old: int | None = None) -> Iterator[Work]:
    """
    So many papers as works, each with two countries and a kind by chance, as facets at their worst have it.

    Args:
        path: One paper per line (JSON, gzip) with id, title, abstract, year, publisher and lang.
        old: So many of them were first seen on the first day, the others a week later; all when None. All are
            checked on the later day when there is one, as a harvest does it.
    """
    choose, regions = random.Random(1), chosen_regions()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, count)):
            paper = json.loads(line)
            item = Item(
                key=paper["id"], kind=choose.choice(KINDS), title=paper["title"], authors=tuple(paper["authors"]),
                abstract=paper["abstract"], language=paper["lang"] or "en", publisher=paper["publisher"],
                date=PartialDate(paper["year"], "curator") if paper["year"] else None,
                labels=tuple(Label("region", one) for one in choose.sample(regions, 2)),
            )  # fmt: skip
            name = f"w{paper['id'].lower()}"
            seen = MOMENT if old is None or number < old else LATER
            checked = MOMENT if old is None else LATER
            record = Record(name, "papers", 1, item, seen, seen, checked, "listed", seen)
            yield Work(name, item, (record,), (), seen, seen, checked, "listed", name)


def on_disk(works: Iterable[Work], file: Path) -> Callable[[], Iterator[Work]]:
    """Gives works in the order of their ids, as a corpus does it: from a file, so that memory is the build's own."""
    places: list[tuple[str, int]] = []
    with file.open("wb") as out:
        for work in works:
            places.append((work.id, out.tell()))
            pickle.dump(work, out)
    places.sort()

    def each() -> Iterator[Work]:
        with file.open("rb") as lines:
            for _, place in places:
                lines.seek(place)
                yield pickle.load(lines)

    return each


@contextmanager
def indexed_site(
    every: Callable[[], Iterator[Work]], folder: Path, as_of: str
) -> Iterator[tuple[Site, object]]:
    """The site of these works, and its index, which is brought up to date in a folder."""
    concepts = book()
    update(folder, every(), concepts)
    with open_index(folder, concepts) as index:
        ordered = on_disk(every(), folder / "works.pickle")
        yield Site(
            title="Papers", subject="papers", tagline="", base_url="", languages=("en",), contact="", version="0",
            as_of=as_of, works=ordered, tags=index.tags, book=concepts, words=index.vocabulary,
            sources=(SourceCard("papers", "Papers", "Nobody", "feed", "https://example.org/feed"),),
            health=(Health("papers", "ok", "read whole", last_run=as_of, last_good=as_of),),
        ), index  # fmt: skip
