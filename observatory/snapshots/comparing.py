"""Comparing two snapshots of an observatory: what the judge of causes needs, taken from corpus, sheets and index."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.bodies import Bodies
from corpus.database.reading import Reader
from corpus.errors import CorpusError
from corpus.ledger import Change
from corpus.values import Item, Version
from index.store import open_index, update
from observatory.home import Home
from observatory.snapshots.causes import Causes, Pair
from observatory.snapshots.differences import Difference, differences
from observatory.snapshots.entries import causes_in, tags_of, work_from
from observatory.snapshots.replaying import book_of
from observatory.snapshots.store import Snapshot, Snapshots
from spiders.rereading import reader_of, reread

__all__ = ["as_changes", "compare"]


def compare(
    home: Home, reader: Reader, snapshots: Snapshots, before: Snapshot, after: Snapshot
) -> Iterator[Difference]:
    """Every difference between two snapshots, by work and field, with its cause."""
    bodies, sources = Bodies(home.place.bodies_url), {source.id: source for source in home.sources()}
    day = date.fromisoformat(after.as_of[:10])

    @cache
    def items(source: str, url: str, body: str, media_type: str | None) -> Mapping[str, Item]:
        try:
            return reread(sources[source], url, bodies.get(body), media_type, today=day)
        except CorpusError:
            return {}

    def read_again(old: Version, new: Version) -> Item | None:
        source = sources.get(old.source)
        if source is None or old.body is None or reader_of(source) != new.reader:
            return None
        return items(old.source, old.url, old.body, old.media_type).get(old.item.key)

    def retag(facts: Mapping[str, str]) -> Mapping[str, Mapping[str, list[str]]]:
        book = book_of(snapshots, after)
        works = (work_from(work, text) for work, text in sorted(facts.items()))
        with TemporaryDirectory() as scratch:
            update(Path(scratch, "index"), works, book, languages=home.settings.languages)
            with open_index(Path(scratch, "index"), book) as index:
                return {work: causes_in(tags_of(index.tags(work))) for work in facts}

    def causes(pairs: Mapping[str, Pair]) -> Causes:
        return Causes(
            pairs, version=cache(reader.version), read_again=read_again,
            new_book=before.book != after.book, retag=retag, since=before.as_of,
        )  # fmt: skip

    yield from differences(snapshots, before, after, causes)


def as_changes(found: Iterator[Difference], at: str) -> list[Change]:
    """The differences of each work as one change for each cause, for works that were there before."""
    fields: dict[tuple[str, str], list[str]] = {}
    for one in found:
        if one.field != "work":
            fields.setdefault((one.work, one.cause), []).append(one.field)
    return [Change(work, at, cause, "", tuple(names)) for (work, cause), names in fields.items()]
