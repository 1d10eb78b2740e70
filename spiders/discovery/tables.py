"""The ``[listing]`` table proposed for an answer: from the list found on its page, in its JSON or in its scripts."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from copy import deepcopy
from typing import Any

from parsel import Selector
from scrapy.http import TextResponse

from spiders.discovery.affixes import affixes_of
from spiders.discovery.columns import Column, Reading
from spiders.discovery.lists import FoundList, find_list
from spiders.discovery.objects import FoundObjects, find_objects
from spiders.discovery.page import measure
from spiders.discovery.parties import AGAINST
from spiders.discovery.row_selector import row_selector
from spiders.selectors import JSON
from spiders.spans import fill_spans

__all__ = ["packed_tables", "tables_of"]

Table = dict[str, Any]

_ASSIGNED = re.compile(r"([A-Za-z_$][\w$.]*)\s*=\s*(?=[\[{])")
"""A variable of a script that gets an array or an object."""
_SCRIPTS = "//script[not(@src)]/text()"
_SHORT = 300
"""Characters of a script below which it holds no list."""
_TRIES = 40


def tables_of(response: TextResponse, reading: Reading) -> Iterator[Table]:
    """The tables that read what an answer shows, the best first: its JSON, or the list on its page."""
    text = response.text
    if text.lstrip()[:1] in ("{", "["):
        with suppress(ValueError):
            for objects in find_objects(json.loads(text), reading)[:1]:
                yield _table_of_objects(objects, reading)
        return
    root = response.selector.root
    spans = bool(response.xpath("//table//td[@rowspan > 1]"))
    if spans:
        root = deepcopy(root)
        fill_spans(Selector(root=root))
    for found in find_list(measure(root, reading))[:1]:
        yield _table(root, found, reading) | ({"spans": True} if spans else {})


def packed_tables(response: TextResponse, reading: Reading) -> Iterator[Table]:
    """The tables that read the JSON in the scripts of a page, where its list is drawn by them."""
    if response.text.lstrip()[:1] in ("{", "["):
        return
    for script in response.xpath("//script[not(@src)]"):
        text = " ".join(script.xpath("string()").get(default="").split())
        if len(text) < _SHORT:
            continue
        for regex, data in _data_in(text):
            for objects in find_objects(data, reading)[:1]:
                inside = {"select": _SCRIPTS, "regex": regex}
                yield {"inside": inside} | _table_of_objects(objects, reading)


def _data_in(script: str) -> Iterator[tuple[str, Any]]:
    """What a script holds in JSON, with a regular expression that finds where it begins."""
    decoder = json.JSONDecoder()
    if script[:1] in ("{", "["):
        with suppress(ValueError, RecursionError):
            data, _ = decoder.raw_decode(script)
            yield rf"^{re.escape(script[:40])}.*" if len(script) > _SHORT else ".*", data
        return
    at = 0
    for _ in range(_TRIES):
        if not (match := _ASSIGNED.search(script, at)):
            return
        at = match.end()
        with suppress(ValueError, RecursionError):
            data, at = decoder.raw_decode(script, match.end())
            yield rf"(?<![\w$.]){re.escape(match[1])}\s*=\s*([\[{{].*)", data


def _table_of_objects(found: FoundObjects, reading: Reading) -> Table:
    table: Table = {"row": found.row, "title": _title(found.title, found.titles, reading)}
    if found.parties:
        paths = ", ".join(party.path.removeprefix(JSON) for party in found.parties)
        table["title"] = {"select": f"{JSON}[{paths}]", "join": AGAINST}
    if found.moments:
        table |= {"date": {"select": found.date, "regex": r"\d{10,13}"}, "date_format": "timestamp"}
    elif found.date:
        table |= {"date": found.date, "date_format": reading.order}
    return table | ({"link": found.link} if found.link else {"key": found.key or found.title})


def _table(root: Any, found: FoundList, reading: Reading) -> Table:
    titles = [text for row in found.rows if (text := _text(row, found.title.path))]
    table: Table = {
        "row": row_selector(root, found.rows, found.title.path, found.date, reading.languages),
        "title": _title(found.title.path, titles, reading),
    }
    if found.parties:
        table["title"] = _against(found.parties)
    table |= {"date": found.date, "date_format": reading.order} if found.date else {}
    return table | ({"link": found.link} if found.link else {"key": found.title.path})


def _against(parties: tuple[Column, Column]) -> Table:
    return {"select": " | ".join(party.path for party in parties), "join": AGAINST}


def _text(row: Any, path: str) -> str:
    found = row.xpath(path)
    if not found:
        return ""
    return " ".join((str(found[0]) if isinstance(found[0], str) else "".join(found[0].itertext())).split())


def _title(path: str, titles: Sequence[str], reading: Reading) -> Any:
    affixes = affixes_of(titles, reading.languages)
    return {"select": path, "replace": affixes} if affixes else path
