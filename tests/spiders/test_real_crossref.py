"""Real exchanges with Crossref that nobody here recorded, replayed on the loopback address."""

import gzip
import json
import re
from pathlib import Path

import pytest

from corpus.store import Place, reading

DATA = Path("../shared/testdata/json_crossref/visible.jsonl.gz")

pytestmark = pytest.mark.skipif(not DATA.is_file(), reason="the recorded exchanges are not on this machine")


class ByFirstPart(dict):
    """Pages found by the first part of their path; the rest is what was recorded."""

    def get(self, path, default=None):
        return super().get(re.match(r"/\w+", path)[0], default)


def conversations():
    """The recorded exchanges, put together where one is the next page of the other."""
    found = {}
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        for line in lines:
            exchange = json.loads(line)
            bare = re.sub(r"[?&]cursor=[^&]*", "", exchange["uri"])
            found.setdefault((exchange["cassette"], bare), []).append(exchange)
    return [exchanges for exchanges in found.values() if exchanges[0]["status"] not in (301, 302)]


def works_in(body):
    try:
        message = json.loads(body)["message"]
    except (ValueError, TypeError, KeyError):
        return None
    if not isinstance(message, dict):
        return None
    return message.get("items") if "items" in message else [message] if "DOI" in message else None


def test_every_recorded_conversation_is_read(here, web):
    """
    Each work with a title is kept under its DOI with the date that it has, no more precise than given and
    without markup in its abstract; each refusal ends in its status.
    """
    web.pages = ByFirstPart()
    expected = {}
    for number, exchanges in enumerate(conversations()):
        left = iter(exchanges)

        def reply(_, left=left, last=exchanges[-1]):
            exchange = next(left, last)
            return (
                exchange["status"],
                {"Content-Type": exchange["content_type"] or ""},
                exchange["body"].encode(),
            )

        name = f"c{number}"
        web.pages[f"/{name}"] = reply
        here.sheet(
            name,
            f'kind = "api"\nurl = "{web.url}/{name}"\n[expect]\nat_least = 0\n[api]\nadapter = "crossref"\n',
        )
        expected[name] = exchanges

    here.run("harvest")

    held = {}
    with reading(Place(here.folder / "var")) as reader:
        runs = {run.source: run for run in reader.runs()}
        for work in reader.works():
            for record in work.records:
                held.setdefault(record.source, {})[record.item.key] = record.item
    for name, exchanges in expected.items():
        works = [work for exchange in exchanges for work in works_in(exchange["body"]) or ()]
        if (status := exchanges[0]["status"]) != 200:
            assert runs[name].outcome == "broken"
            assert f"({status})" in runs[name].reason
            continue
        if works_in(exchanges[0]["body"]) is None:
            assert "broken" == runs[name].outcome, runs[name]
            continue
        assert "ok" == runs[name].outcome, (name, runs[name].reason)
        titled = {
            work["DOI"].lower(): work for work in works if work.get("DOI") and any(work.get("title") or ())
        }
        assert set(titled) == set(held.get(name, {}))
        for doi, work in titled.items():
            item = held[name][doi]
            parts = (work.get("published") or work.get("issued") or {}).get("date-parts", [[None]])[0]
            written = "-".join(f"{part:02}" for part in parts if part)
            assert (item.date.value if item.date else "") in (written, ""), doi
            assert item.date or not written or written > "2026-11" or written < "1900", (doi, written)
            assert not re.search(r"</?jats|</?mml", item.abstract or "")
            assert bool(item.abstract) == bool(work.get("abstract"))
