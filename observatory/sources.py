"""New sources by their address: proposed, tried, written, accepted and compared with what was saved."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import tomli_w
from scrapy.http import TextResponse

from corpus.errors import CorpusError, ObservatoryError
from observatory.home import Home
from spiders.discovery.proposal import Proposal, Row, propose, saved_answer
from spiders.sheet import Source

__all__ = ["New", "as_object", "from_file", "lines_of", "new_id", "write"]


@dataclass(frozen=True, slots=True)
class New:
    """
    A source proposed for an address.

    Attributes:
        id: Made from the address, or given.
        sheet: What its TOML file would hold.
        proposal: The rows that it gives, and how sure we are.
        response: The answer that it was proposed for.
    """

    id: str
    sheet: Mapping[str, Any]
    proposal: Proposal
    response: TextResponse


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


def made(proposal: Proposal, response: TextResponse, id_: str = "") -> New:
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
    return New(id_ or new_id(response.url), sheet, proposal, response)


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
    }


def lines_of(new: New) -> Iterator[str]:
    """The sheet and how sure we are, for people."""
    yield f"{new.id}: read as {new.sheet['kind']}, {len(new.proposal.rows)} rows, confidence {new.proposal.confidence:.0%}"
    yield ""
    yield from tomli_w.dumps(dict(new.sheet)).splitlines()


def write(home: Home, new: New) -> tuple[Path, ...]:
    """
    Write the sheet, the saved answer and the rows that are expected of it into the observatory's folder.

    Raises:
        CorpusError: The observatory is the shipped one, or a source of this id exists.
    """
    if not home.own:
        raise CorpusError("no observatory of your own here; 'observatory init FOLDER' writes one")
    sheet = home.folder / "sources" / f"{new.id}.toml"
    if any((folder / sheet.name).exists() for folder in home.source_folders):
        raise CorpusError(f"{sheet}: there is a source {new.id!r} already; name another with --id")
    Source.model_validate({"id": new.id, **new.sheet})
    answer, rows = saved_paths(home.folder, new.id)
    for path, data in (
        (sheet, tomli_w.dumps(dict(new.sheet)).encode()),
        (answer, new.response.body),
        (rows, expected_of(new.proposal.rows, new.sheet["url"])),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return sheet, answer, rows


def saved_paths(folder: Path, id_: str) -> tuple[Path, Path]:
    """Where the saved answer of a source lies, and the rows that are expected of it."""
    return folder / "saved" / id_ / "answer", folder / "saved" / id_ / "rows.json"


def expected_of(rows: tuple[Row, ...], url: str) -> bytes:
    """The file of expected rows: the address of the answer, and each row."""
    held = {"url": url, "rows": [asdict(row) for row in rows]}
    return (json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _name_of(response: TextResponse) -> str:
    try:
        found = response.xpath("string((//*[local-name()='title'])[1])").get(default="")
    except ValueError:  # JSON has no elements
        return ""
    return " ".join(found.split())[:120]
