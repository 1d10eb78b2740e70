"""Checking everything that people write: one line per mistake."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from corpus.errors import ObservatoryError
from corpus.sheets import read_sheet
from corpus.values import Dropped
from index.checks import check_book
from index.definitions.judging import read_lines
from index.definitions.units import load_units
from observatory.home import Home
from spiders.collection import CollectionSpider
from spiders.failures import Failure
from spiders.fetching import local_answer
from spiders.sheet import Source

__all__ = ["problems"]


def problems(home: Home, today: date) -> list[str]:
    """Every mistake in the sheets, collections and concepts of an observatory, as one line each."""
    return [*_sources(home, today), *_concepts(home), *_definitions(home)]


def _sources(home: Home, today: date) -> Iterator[str]:
    good: dict[str, Source] = {}
    for folder in home.source_folders:
        for file in sorted(folder.glob("*.toml")):
            try:
                source = read_sheet(file, Source, id=file.stem)
                good[source.id] = source
            except ObservatoryError as error:
                yield str(error)
    seen: dict[str, str] = {}
    for source in good.values():
        if source.url and (first := seen.setdefault(source.url.rstrip("/"), source.id)) != source.id:
            yield f"source {source.id}: url: the same address as source {first}"
        if source.kind == "collection":
            yield from _collection(home, source, today)


def _collection(home: Home, source: Source, today: date) -> Iterator[str]:
    found = [folder / (source.file or "") for folder in home.collections]
    path = next(
        (path for path in reversed(found) if path.is_file()), found[-1] if found else Path(source.file or "")
    )
    try:
        _, response = local_answer(path)
        for candidate in CollectionSpider(source, today=today).parse(response):
            if isinstance(candidate, Dropped):
                yield candidate.detail
    except Failure as failure:
        yield str(failure)


def _concepts(home: Home) -> Iterator[str]:
    try:
        book = home.book()
    except ObservatoryError as error:
        yield str(error)
        return
    yield from check_book(book)
    for source in home.sources():
        for name in source.only:
            scheme, _, concept = name.partition("/")
            try:
                book.concept(scheme, concept)
            except (KeyError, ObservatoryError):
                yield f"source {source.id}: only: no concept {name!r}"


def _definitions(home: Home) -> Iterator[str]:
    try:
        read_lines(home.definition_lines)
        load_units()
    except ObservatoryError as error:
        yield str(error)
