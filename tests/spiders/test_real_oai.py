"""Real exchanges of OAI-PMH that nobody here recorded, replayed on the loopback address."""

import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from scrapy.http import XmlResponse

from corpus.store import Place, reading
from corpus.values import WITHDRAWN, Dropped, Item
from spiders.failures import Failure
from spiders.oai import OaiSpider
from spiders.sheet import Source

DATA = Path("../shared/testdata/oai")

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the recorded exchanges are not on this machine")


def exchanges():
    lines = (DATA / "mit_dspace.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def query_of(uri):
    return dict(parse_qsl(urlsplit(uri).query))


def cassettes():
    found = {}
    for exchange in exchanges():
        found.setdefault(exchange["cassette"], []).append(exchange)
    return found


def test_every_recorded_harvest_gives_its_distinct_identifiers(here, web):
    """
    Each recording is a source: its records are the identifiers that were listed and not deleted, deletions
    are said, and answers with status 500 cost their record and nothing else.
    """
    expected = {}
    for name, recorded in cassettes().items():
        first = query_of(recorded[0]["uri"])
        if first["verb"] not in ("ListRecords", "ListIdentifiers"):
            continue
        source, by = (
            re.sub(r"\W+", "_", name.removesuffix(".yaml")),
            first["verb"].removeprefix("List").lower(),
        )
        keys = {"set": "set", "from": "since", "until": "until"}
        lines = "".join(f'{keys[key]} = "{value}"\n' for key, value in first.items() if key in keys)
        here.sheet(source, f'kind = "oai"\nurl = "{web.url}/{source}"\n[oai]\nby = "{by}"\n{lines}')
        for exchange in recorded:
            query = urlencode(sorted(query_of(exchange["uri"]).items()))
            web.put(f"/{source}?{query}", exchange["body"], status=exchange["status"])
        expected[source] = told_by(recorded, by)

    here.run("harvest")

    with reading(Place(here.folder / "var")) as reader:
        runs = {run.source: run for run in reader.runs()}
        held = {}
        for work in reader.works():
            for record in work.records:
                held.setdefault(record.source, set()).add(record.item.key)
    assert {source: live for source, (live, _, _) in expected.items() if runs[source].outcome == "ok"} == {
        source: held.get(source, set()) for source in expected if runs[source].outcome == "ok"
    }
    assert {source: (len(live), gone, lost) for source, (live, gone, lost) in expected.items()} == {
        source: (
            runs[source].kept,
            runs[source].dropped.get(WITHDRAWN, 0),
            sum(count for reason, count in runs[source].dropped.items() if reason != WITHDRAWN),
        )
        for source in expected
    }


def told_by(recorded, by):
    """What a recording holds: identifiers with a record, the number of deleted and of lost ones."""
    deleted, live, lost = set(), set(), 0
    for exchange in recorded:
        query, body = query_of(exchange["uri"]), exchange["body"]
        for header in re.findall(r"<header.*?</header>", body, re.DOTALL):
            identifier = re.search(r"<identifier>(.*?)</identifier>", header)[1]
            if 'status="deleted"' in header:
                deleted.add(identifier)
            elif query["verb"] in ("ListRecords", "GetRecord"):
                live.add(identifier)
        if query["verb"] == "GetRecord" and "<header" not in body:
            lost += 1
    if by == "identifiers":  # those that were listed, and whose record nobody asked for, cannot be replayed
        listed = {
            found
            for exchange in recorded if query_of(exchange["uri"])["verb"] == "ListIdentifiers"
            for found in re.findall(r"<identifier>(.*?)</identifier>", exchange["body"])
        }  # fmt: skip
        lost = len(listed - live - deleted)
    return live - deleted, len(deleted), lost


ANSWERS = sorted((DATA / "sickle").glob("*.xml"))


def outcome(path):
    """How many records an answer gave, or in which words it failed."""
    source = Source(id="r", title="R", publisher="P", kind="oai", url="https://e.org/oai")
    spider = OaiSpider(source, today=date(2026, 3, 1))
    try:
        found = list(spider.parse(XmlResponse("https://e.org/oai", body=path.read_bytes())))
    except Failure as failure:
        return str(failure)
    return sum(isinstance(one, Item | Dropped) for one in found)


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.stem)
def test_no_answer_makes_the_reading_fall_over(path):
    """Each gives all its records; an error of the protocol, or what is no XML, gives its reason."""
    body = path.read_text(encoding="utf-8")
    error = re.search(r'<error code="(.*?)"', body)

    found = outcome(path)

    if (error and error[1] != "noRecordsMatch") or "<OAI-PMH" not in body:
        assert (error[1] if error else "not an answer of OAI-PMH") in str(found)
    else:
        identifiers = re.findall(r"<header[^>]*>\s*<identifier>(.*?)</identifier>", body, re.DOTALL)
        assert len(set(identifiers)) == found
