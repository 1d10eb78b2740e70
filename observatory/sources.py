"""New sources by their address: proposed and written as a sheet, an answer and the rows expected of it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import tomli_w
from rich.table import Table
from rich.text import Text
from scrapy.http import TextResponse

from corpus.errors import CorpusError, ObservatoryError
from observatory.home import Home
from spiders.discovery.asking import ask
from spiders.discovery.endpoints import Endpoint
from spiders.discovery.finding import find
from spiders.discovery.proposal import Proposal, Row, propose, saved_answer
from spiders.failures import Failure
from spiders.sheet import Source

__all__ = [
    "New",
    "answer_name",
    "as_object",
    "from_file",
    "from_web",
    "lines_of",
    "new_id",
    "row_table",
    "save",
    "write",
]


@dataclass(frozen=True, slots=True)
class New:
    """
    A source proposed for an address.

    Attributes:
        id: Made from the address, or given.
        sheet: What its TOML file would hold.
        proposal: The rows that it gives, and how sure we are.
        response: The answer that it was proposed for.
        also: What else was found there.
        answers: The answers that gave its rows, by address, where they were several.
    """

    id: str
    sheet: Mapping[str, Any]
    proposal: Proposal
    response: TextResponse
    also: tuple[Endpoint, ...] = ()
    answers: Mapping[str, bytes] = field(default_factory=dict)


def from_file(path: Path, url: str, id_: str, today: date) -> New:
    """
    A source proposed for a saved answer.

    Args:
        path: The answer: a page, a feed or JSON.
        url: Where it came from.
        id_: The source's id; made from the address when empty.

    Raises:
        ObservatoryError: Nothing in it reads as a list of items.
    """
    response = saved_answer(url, path.read_bytes())
    proposal = propose(response, today=today)
    if proposal is None:
        raise ObservatoryError(
            f"{path}: nothing in it reads as a list of items; write [listing] yourself, see docs/sources.md"
        )
    return made(proposal, response, id_)


def from_web(home: Home, url: str, id_: str, today: date) -> New:
    """
    A source proposed for an address: asked once, with what its page declares and what is usually there.

    Raises:
        ObservatoryError: It cannot be read, or nothing in it reads as items.
    """
    try:
        found = ask(home.manners(), lambda get: find(url, get, today))
    except Failure as failure:
        raise ObservatoryError(f"{url}: {failure}") from failure
    new = made(found.proposal, found.response, id_ or new_id(url), found.also)
    return replace(new, answers=found.answers)


def made(proposal: Proposal, response: TextResponse, id_: str = "", also: tuple[Endpoint, ...] = ()) -> New:
    """The source that a proposal makes: a name, a sheet with a promise, nothing else."""
    name = _name_of(response)
    host = (urlsplit(response.url).hostname or "").removeprefix("www.")
    sheet: dict[str, Any] = {
        "title": name or host, "publisher": host, "url": proposal.url or response.url, "kind": proposal.kind,
    }  # fmt: skip
    if proposal.languages:
        sheet["languages"] = list(proposal.languages)
    sheet["verified"] = False
    if proposal.table:
        sheet[proposal.kind] = dict(proposal.table)
    dated = sum(bool(row.date) for row in proposal.rows) / len(proposal.rows)
    sheet["expect"] = {"at_least": max(1, len(proposal.rows) // 2)}
    if dated >= 0.5:
        sheet["expect"]["fields"] = {"date": round(0.8 * dated, 2)}
    return New(id_ or new_id(response.url), sheet, proposal, response, also)


def new_id(url: str) -> str:
    """
    An id from an address.

    >>> new_id("https://www.example.org/en/news-and-views/?page=1")
    'example_org_en_news_and_views'
    """
    parts = urlsplit(url)
    words = re.findall("[a-z0-9]+", f"{(parts.hostname or '').removeprefix('www.')} {parts.path}".lower())
    return "_".join(words)[:60].strip("_") or "source"


def as_object(new: New) -> dict[str, object]:
    """The object of ``source new --json``; its keys are documented and stable."""
    return {
        "id": new.id,
        "sheet": dict(new.sheet),
        "confidence": new.proposal.confidence,
        "rows": [asdict(row) for row in new.proposal.rows],
        "also": [{"kind": one.kind, "url": one.url} for one in new.also],
    }


def lines_of(new: New) -> Iterator[str]:
    """The sheet and how sure we are, for people."""
    yield f"{new.id}: read as {new.sheet['kind']}, {len(new.proposal.rows)} rows, confidence {new.proposal.confidence:.0%}"
    yield ""
    yield from tomli_w.dumps(dict(new.sheet)).splitlines()
    for one in new.also:
        yield f"also there: {one.kind} {one.url}"


def row_table(rows: Sequence[Row], most: int = 20) -> Table:
    """The rows as a table for the terminal."""
    table = Table("title", "date", "link", caption=f"{len(rows)} rows" if len(rows) > most else None)
    for row in rows[:most]:
        table.add_row(Text(row.title), row.date or "-", Text(row.link))
    return table


def write(home: Home, new: New) -> tuple[Path, ...]:
    """
    Write the sheet, the saved answer and the rows that are expected of it into the observatory's folder.

    Raises:
        CorpusError: The observatory is the shipped one, or a source of this id exists.
    """
    sheet = own_folder(home) / "sources" / f"{new.id}.toml"
    if any((folder / sheet.name).exists() for folder in home.source_folders):
        raise CorpusError(f"{sheet}: there is a source {new.id!r} already; name another with --id")
    written = write_sheet(sheet, new.id, new.sheet)
    answers = new.answers or {_first_address(new.sheet): new.response.body}
    return written, *save(home, new.id, answers, new.proposal.rows)


def _first_address(sheet: Mapping[str, Any]) -> str:
    """The address that a harvest by this sheet asks first."""
    listing = sheet.get("listing", {})
    counted: str = listing.get("pages_at", "")
    return counted.format(n=listing.get("first", 1)) if counted else str(sheet["url"])


def write_sheet(path: Path, id_: str, sheet: Mapping[str, Any]) -> Path:
    """Write a sheet that is valid; return its path."""
    Source.model_validate({**sheet, "id": id_})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(tomli_w.dumps(dict(sheet)), encoding="utf-8")
    return path


def own_folder(home: Home) -> Path:
    """
    The folder of an observatory that may be written to.

    Raises:
        CorpusError: It is the shipped one.
    """
    if not home.own:
        raise CorpusError("no observatory of your own here; 'observatory init FOLDER' writes one")
    return home.folder


def save(home: Home, id_: str, answers: Mapping[str, bytes], rows: Sequence[Row]) -> tuple[Path, ...]:
    """
    Keep answers of a source and the rows that are expected of them, for ``source test``.

    Args:
        answers: By address, in the order in which they were asked for.

    Returns:
        The files: ``answer``, ``answer_2`` …, ``addresses.json``, ``rows.json``.
    """
    folder = own_folder(home) / "saved" / id_
    folder.mkdir(parents=True, exist_ok=True)
    for earlier in folder.glob("answer*"):
        earlier.unlink()
    files = [folder / answer_name(number) for number in range(1, len(answers) + 1)]
    for file, body in zip(files, answers.values(), strict=True):
        file.write_bytes(body)
    addresses, expected = folder / "addresses.json", folder / "rows.json"
    _write_json(addresses, list(answers))
    _write_json(expected, [asdict(row) for row in rows])
    return (*files, addresses, expected)


def answer_name(number: int) -> str:
    """What the file of a saved answer is called; the first is number 1."""
    return "answer" if number == 1 else f"answer_{number}"


def _write_json(path: Path, held: object) -> None:
    path.write_text(json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _name_of(response: TextResponse) -> str:
    try:
        found = response.xpath("string((//*[local-name()='title'])[1])").get(default="")
    except ValueError:  # JSON has no elements
        return ""
    return " ".join(found.split())[:120]
