"""The tests that sources carry: saved answers read again, and compared with today's."""

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import Response
from w3lib.url import add_or_replace_parameters

from corpus.bodies import Bodies
from corpus.database.writing import Writer
from corpus.errors import CorpusError, NotFound, ObservatoryError
from corpus.store import writing
from corpus.values import Dropped
from observatory.home import Home
from observatory.sources import answer_name, own_folder, save, write_sheet
from spiders.discovery.asking import Get, ask
from spiders.discovery.finding import find, rows_of
from spiders.discovery.proposal import Row, saved_answer
from spiders.due import find_collection
from spiders.failures import Failure, Unreachable
from spiders.fetching import local_answer
from spiders.kinds import SPIDERS
from spiders.masking import masked
from spiders.sheet import Source, choose

__all__ = ["Difference", "Tested", "accept", "differences", "live_differences", "replay"]

MOST = 8
"""Answers of a source that are saved with it at most."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is not as it was saved; ``before`` or ``after`` is empty for a row that is new or gone."""

    row: str
    field: str
    before: str
    after: str

    def line(self) -> str:
        """The difference for people."""
        if self.field == "row":
            return f"{'new ' if self.after else 'gone'}  {self.row}"
        return f"{self.field:5} {self.row}: {self.before or 'none'} -> {self.after or 'none'}"


@dataclass(frozen=True, slots=True)
class Tested:
    """A source whose saved answers were read again."""

    source: str
    rows: int
    answers: int
    differences: tuple[Difference, ...]


def replay(home: Home, ids: Sequence[str], today: date) -> Iterator[Tested]:
    """
    Read the saved answers of these sources, or of all that have one, and compare the rows.

    Raises:
        NotFound: A named source does not exist or has no saved answer.
        ObservatoryError: A saved answer cannot be read at all.
    """
    for source in choose(home.sources(), ids):
        if source.kind == "collection" and ids:
            yield _collection(home, source, today)
            continue
        if not ids and not home.saved(source.id).is_dir():
            continue
        answers, expected = _saved(home, source)
        rows = _read(source, answers, today)
        yield Tested(source.id, len(rows), len(answers), differences(expected, rows))


def live_differences(home: Home, id_: str, today: date) -> tuple[Difference, ...]:
    """
    What the source gives today against what was saved, field by field.

    Raises:
        NotFound: It does not exist or has no saved answer.
        ObservatoryError: It cannot be read now.
    """
    (source,) = choose(home.sources(), [id_])
    answers, expected = _saved(home, source)
    try:
        only = answers.keys() if source.kind == "auto" else None  # else it would look for more
        work = partial(rows_of, source, today=today, most=len(answers), only=only)
        rows, _ = ask(home.manners(), lambda get: work(get=get))
    except Failure as failure:
        raise ObservatoryError(f"source {id_}: {failure}") from failure
    return differences(expected, rows)


def differences(before: Sequence[Row], after: Sequence[Row]) -> tuple[Difference, ...]:
    """Rows that are new, gone or changed; a row is found again by its link, else by its title."""
    then, now = _by_name(before), _by_name(after)
    found = []
    for name in dict.fromkeys((*then, *now)):
        old, new = then.get(name), now.get(name)
        if old is None or new is None:
            title = (old or new or Row(name, "", "")).title
            found.append(Difference(title, "row", "there" if old else "", "there" if new else ""))
            continue
        for field in ("title", "date", "link"):
            one, other = getattr(old, field), getattr(new, field)
            if one != other:
                found.append(Difference(old.title, field, one, other))
    return tuple(found)


def accept(home: Home, id_: str, today: date) -> tuple[tuple[Path, ...], tuple[Row, ...]]:
    """
    Write what was found behind an address as a verified sheet into the observatory, with its saved answer.

    Only what the last harvest kept is looked at, so that a person accepts what was read.

    Returns:
        The files that were written, and the rows.

    Raises:
        NotFound: There is no such source.
        CorpusError: It was not harvested yet, or the observatory is the shipped one.
    """
    (source,) = choose(home.sources(), [id_])
    folder = own_folder(home)
    sheet = source.model_dump(mode="json", exclude_unset=True, exclude={"id"}) | {"verified": True}
    with writing(home.place, "accept a source") as (writer, _, bodies):
        kept = _Kept(writer, bodies, id_, home.manners().contact)
        try:
            if source.kind == "auto":
                sheet |= asyncio.run(_found(source, kept.get, today))
            accepted = Source.model_validate({**sheet, "id": id_})
            rows, read = asyncio.run(rows_of(accepted, kept.get, today, most=MOST, only=kept))
        except Failure as failure:
            raise CorpusError(f"source {id_}: {failure}; 'observatory harvest {id_}' reads it") from failure
    answers = {address: response.body for address, response in read.items()}
    written = write_sheet(folder / "sources" / f"{id_}.toml", id_, _ordered(sheet))
    return (written, *save(home, id_, answers, rows)), rows


async def _found(source: Source, get: Get, today: date) -> dict[str, Any]:
    """What was found behind an address, as its sheet would say it."""
    proposal = (await find(source.url or "", get, today, source.languages, briefly=True)).proposal
    changed: dict[str, Any] = {"kind": proposal.kind, "url": proposal.url or source.url}
    if changed["url"] != source.url and not source.seen_at:
        changed["seen_at"] = source.url
    if proposal.table:
        changed[proposal.kind] = dict(proposal.table)
    return changed


def _ordered(sheet: dict[str, Any]) -> dict[str, Any]:
    """Plain keys before tables, as TOML wants them."""
    plain = {key: value for key, value in sheet.items() if not isinstance(value, dict)}
    return plain | {key: value for key, value in sheet.items() if isinstance(value, dict)}


@dataclass(frozen=True, slots=True)
class _Kept:
    """The answers that the harvests kept of a source."""

    writer: Writer
    bodies: Bodies
    source: str
    contact: str

    def __contains__(self, url: object) -> bool:
        return self._body(str(url)) is not None

    async def get(self, request: Request) -> Response:
        body = self._body(request.url)
        if body is None:
            raise Unreachable(f"{request.url} was not harvested")
        return saved_answer(request.url, self.bodies.get(body))

    def _body(self, url: str) -> str | None:
        # A harvest told some servers who reads; what is saved must not depend on that.
        told = str(add_or_replace_parameters(url, {"mailto": self.contact}))
        kept = self.writer.validators(self.source, masked(url)) or self.writer.validators(
            self.source, masked(told)
        )
        return kept.body if kept and kept.body in self.bodies else None


def _stored(answers: Mapping[str, bytes]) -> Get:
    async def get(request: Request) -> Response:
        if request.url not in answers:
            raise Unreachable(f"{request.url} was not saved")
        return saved_answer(request.url, answers[request.url])

    return get


def _read(source: Source, answers: Mapping[str, bytes], today: date) -> tuple[Row, ...]:
    try:
        work = rows_of(source, _stored(answers), today, most=len(answers), only=answers.keys())
        rows, _ = asyncio.run(work)
    except Failure as failure:
        raise ObservatoryError(f"source {source.id}: its saved answer cannot be read: {failure}") from failure
    return rows


def _collection(home: Home, source: Source, today: date) -> Tested:
    """A collection is its own saved answer: a row that is dropped is a difference."""
    try:
        _, response = local_answer(find_collection(home.collections, source.file or ""))
        found = list(SPIDERS[source.kind](source, today=today).parse(response))
    except Failure as failure:
        raise ObservatoryError(f"source {source.id}: {failure}") from failure
    wrong = [Difference(one.detail, "row", "there", "") for one in found if isinstance(one, Dropped)]
    return Tested(source.id, len(found) - len(wrong), 1, tuple(wrong))


def _saved(home: Home, source: Source) -> tuple[dict[str, bytes], tuple[Row, ...]]:
    """The saved answers by their addresses, and the rows that are expected of them."""
    folder = home.saved(source.id)
    try:
        held = json.loads((folder / "rows.json").read_text(encoding="utf-8"))
        listed = folder / "addresses.json"
        addresses = json.loads(listed.read_text(encoding="utf-8")) if listed.exists() else [source.url or ""]
        answers = {
            address: (folder / answer_name(number)).read_bytes()
            for number, address in enumerate(addresses, 1)
        }
        return answers, tuple(Row(**row) for row in held)
    except OSError as error:
        raise NotFound(
            f"source {source.id}: no saved answer in {folder}; 'observatory source accept {source.id}' keeps one"
        ) from error
    except (ValueError, TypeError) as error:
        raise ObservatoryError(f"{folder}: not the answers and rows that were saved: {error}") from error


def _by_name(rows: Sequence[Row]) -> dict[str, Row]:
    return {row.link or row.title: row for row in reversed(rows)}
