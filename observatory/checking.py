"""Checking everything that people write: one line per mistake."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from corpus.decisions import read_file
from corpus.errors import CorpusError, ObservatoryError, SheetError
from corpus.sheets import read_sheet
from corpus.store import reading
from corpus.urls import canonical_url
from corpus.values import Dropped
from index.checks import check_book
from index.definitions.judging import read_lines
from index.definitions.units import load_units
from observatory.home import Home
from observatory.questions import saved_questions
from spiders.collection import CollectionSpider
from spiders.failures import Failure
from spiders.fetching import local_answer
from spiders.sheet import Source

__all__ = ["problems"]


def problems(home: Home, today: date) -> list[str]:
    """Every mistake in people's files, as one line each; of a file of decisions or questions the first."""
    sources, mistakes = _sheets(home)
    return [
        *mistakes,
        *_sources(home, sources, today),
        *_concepts(home, sources),
        *_definitions(home),
        *_decisions(home),
        *_questions(home),
    ]


def _questions(home: Home) -> Iterator[str]:
    try:
        saved_questions(home)
    except ObservatoryError as error:
        yield str(error)


def _sheets(home: Home) -> tuple[list[Source], list[str]]:
    """The source sheets that are right, and the mistakes of the others."""
    good: dict[str, Source] = {}
    mistakes: list[str] = []
    for folder in home.source_folders:
        for file in sorted(folder.glob("*.toml")):
            try:
                source = read_sheet(file, Source, id=file.stem)
                good[source.id] = source
            except SheetError as error:
                mistakes += error.lines
    return list(good.values()), mistakes


def _sources(home: Home, sources: Sequence[Source], today: date) -> Iterator[str]:
    yield from _twice(home, sources)
    for source in sources:
        if source.kind == "collection":
            yield from _collection(home, source, today)


def _twice(home: Home, sources: Sequence[Source]) -> Iterator[str]:
    """Sources that are one: by their address, or by what they last answered."""
    asked = [source for source in sources if source.url and not source.retired]
    bodies = _bodies(home, [source.url or "" for source in asked])
    by_address: dict[str, str] = {}
    by_body: dict[str, str] = {}
    for source in asked:
        first = by_address.setdefault(canonical_url(source.url or ""), source.id)
        body = bodies.get((source.id, source.url or ""))
        twin = by_body.setdefault(body, source.id) if body else source.id
        if first != source.id:
            yield f"source {source.id}: url: the same address as source {first}"
        elif twin != source.id:
            yield f"source {source.id}: url: answers the very same as source {twin}; retire one of them"


def _bodies(home: Home, urls: list[str]) -> dict[tuple[str, str], str]:
    try:
        with reading(home.place) as reader:
            return reader.bodies_at(urls)
    except CorpusError:
        return {}  # nothing was harvested yet, or the harvest has to bring the corpus up to date first


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


def _concepts(home: Home, sources: Sequence[Source]) -> Iterator[str]:
    try:
        book = home.book()
    except SheetError as error:
        yield from error.lines
        return
    except ObservatoryError as error:
        yield str(error)
        return
    yield from check_book(book)
    for source in sources:
        for name in source.only:
            scheme, _, concept = name.partition("/")
            try:
                book.concept(scheme, concept)
            except (KeyError, ObservatoryError):
                yield f"source {source.id}: only: no concept {name!r}"


def _decisions(home: Home) -> Iterator[str]:
    for folder in home.decisions:
        for path in sorted(folder.glob("*.csv")):
            try:
                read_file(path)
            except ObservatoryError as error:
                yield str(error)


def _definitions(home: Home) -> Iterator[str]:
    try:
        read_lines(home.definition_lines)
        load_units()
    except ObservatoryError as error:
        yield str(error)
