"""Catalogues with an API: each adapter against answers in its API's form, written here."""

import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from corpus.store import Place, reading
from spiders.adapters import ADAPTERS
from spiders.adapters.crossref import jats_text
from spiders.api import ApiSpider
from spiders.sheet import Source

OPENALEX = [
    {"meta": {"count": 3, "next_cursor": "two"}, "results": [
        {"id": "https://openalex.org/W1", "doi": "https://doi.org/10.5555/One", "display_name": "Work 1",
         "publication_date": "2019-01-01", "language": "en", "type": "article", "is_retracted": True,
         "authorships": [{"author": {"display_name": "Ada Okafor"}}, {"author": None}],
         "abstract_inverted_index": {"work": [1, 3], "Skills": [0], "and": [2]}},
        {"id": "https://openalex.org/W2", "display_name": "Work 2", "publication_date": "2020-05-04"},
    ]},
    {"meta": {"count": 3, "next_cursor": None}, "results": [
        {"id": "https://openalex.org/W3", "display_name": "Work 3", "primary_location": None},
    ]},
]  # fmt: skip

CROSSREF = [
    {"message": {"total-results": 3, "next-cursor": "same", "items": [
        {"DOI": "10.5555/ONE", "title": ["Work 1"], "issued": {"date-parts": [[2019]]}, "type": "journal-article",
         "author": [{"family": "Okafor", "given": "Ada"}, {"name": "A Group"}], "language": "en",
         "abstract": "<jats:title>Abstract</jats:title><jats:p>Skills work</jats:p><jats:p>and work</jats:p>",
         "updated-by": [{"type": "retraction", "DOI": "10.5555/r"}]},
        {"DOI": "10.5555/two", "title": ["Work 2"], "issued": {"date-parts": [[2020, 5, 4]]}},
    ]}},
    {"message": {"total-results": 3, "next-cursor": "same", "items": [
        {"DOI": "10.5555/three", "title": ["Work 3"], "issued": {"date-parts": [[None]]}},
    ]}},
    {"message": {"total-results": 3, "next-cursor": "same", "items": []}},
]  # fmt: skip

DOAJ = [
    {"total": 3, "page": 1, "results": [
        {"id": "one", "bibjson": {"title": "Work 1", "year": "2019", "abstract": "Skills work and work",
         "author": [{"name": "Ada Okafor"}], "identifier": [{"type": "doi", "id": "10.5555/one"}],
         "journal": {"title": "J", "language": ["EN"]}}},
        {"id": "two", "bibjson": {"title": "Work 2", "year": "2020", "month": "5", "identifier": None}},
    ]},
    {"total": 3, "page": 2, "results": [{"id": "three", "bibjson": {"title": "Work 3"}}]},
]  # fmt: skip

ERIC = [
    {"response": {"numFound": 3, "docs": [
        {"id": "ED1", "title": "Work 1", "publicationdateyear": 2019, "author": ["Ada Okafor"], "language": ["English"],
         "description": "Skills work and work", "publicationtype": ["Journal Articles"], "e_fulltextauth": 1},
        {"id": "ED2", "title": "Work 2", "publicationdateyear": 2020},
    ]}},
    {"response": {"numFound": 3, "docs": [{"id": "ED3", "title": "Work 3"}]}},
]  # fmt: skip

HAL = [
    {"nextCursorMark": "two", "response": {"numFound": 3, "docs": [
        {"halId_s": "hal-1", "uri_s": "https://hal.example.org/hal-1", "title_s": ["Work 1"], "producedDate_s": "2019",
         "authFullName_s": ["Ada Okafor"], "abstract_s": ["Skills work and work"], "language_s": ["en"],
         "docType_s": "ART", "doiId_s": "10.5555/one"},
        {"halId_s": "hal-2", "title_s": ["Work 2"], "producedDate_s": "2020-05"},
    ]}},
    {"nextCursorMark": "three", "response": {"numFound": 3, "docs": [{"halId_s": "hal-3", "title_s": ["Work 3"]}]}},
]  # fmt: skip

ZENODO = [
    {"hits": {"total": 3, "hits": [
        {"id": 1, "conceptrecid": "10", "doi": "10.5555/one", "links": {"self_html": "https://z.example.org/1"},
         "metadata": {"title": "Work 1", "publication_date": "2019", "creators": [{"name": "Ada Okafor"}],
                      "description": "<p>Skills work</p> <p>and work</p>", "language": "eng",
                      "resource_type": {"type": "publication", "subtype": "article"}}},
        {"id": 2, "metadata": {"title": "Work 2", "publication_date": "2020-05-04"}},
    ]}, "links": {"next": "/zenodo?page=2"}},
    {"hits": {"total": 3, "hits": [{"id": 3, "metadata": {"title": "Work 3"}}]}, "links": {}},
]  # fmt: skip

ANSWERS = {
    "crossref": CROSSREF, "doaj": DOAJ, "eric": ERIC, "hal": HAL, "openalex": OPENALEX, "zenodo": ZENODO,
}  # fmt: skip


class ByPath(dict):
    """Pages found by their path alone; the query is the API's business."""

    def get(self, path, default=None):
        return super().get("/" + path.split("?")[0].split("/")[1], default)


def serve(web, name, answers):
    """Give these answers, one after the other, whatever is asked below this path."""
    left = iter(answers)
    web.pages["/" + name] = lambda _: (
        200,
        {"Content-Type": "application/json"},
        json.dumps(next(left)).encode(),
    )


def sheet(web, name, more=""):
    return f'kind = "api"\nurl = "{web.url}/{name}"\n{more}[api]\nadapter = "{name}"\nquery = "skills"\n'


def held(here):
    with reading(Place(here.folder / "var")) as reader:
        found = {}
        for work in reader.works():
            for record in work.records:
                found.setdefault(record.source, {})[record.item.title] = record.item
        return found, {run.source: run for run in reader.runs()}


def test_every_adapter_reads_its_api_over_all_pages(here, web):
    """
    The same three works come out of each API's form: partial dates stay partial, markup goes, a retraction
    is marked where the API tells it, and a mail address is given where that is wanted.
    """
    web.pages = ByPath()
    for name, answers in ANSWERS.items():
        serve(web, name, answers)
        here.sheet(name, sheet(web, name))

    here.run("harvest")

    works, runs = held(here)
    assert set(ADAPTERS) == set(ANSWERS) == set(works)
    assert {"ok"} == {run.outcome for run in runs.values()}
    for name, found in works.items():
        one = found["Work 1"]
        assert {"Work 1", "Work 2", "Work 3"} == set(found), name
        assert ("2019", "Skills work and work", "en", "publication") == (
            one.date.value, one.abstract, one.language, one.kind,
        ), name  # fmt: skip
        assert (None, "2020") == (found["Work 3"].date, found["Work 2"].date.value[:4]), name
        assert "Okafor" in one.authors[0]
    assert {"crossref", "openalex"} == {name for name, found in works.items() if found["Work 1"].note}
    assert "Retracted, according to Example Press." == works["crossref"]["Work 1"].note
    mail = {
        urlsplit(path).path.split("/")[1]: parse_qs(urlsplit(path).query).get("mailto")
        for path, _ in web.asked
    }
    assert ["tests@example.org"] == mail["crossref"] == mail["openalex"]


def test_a_limit_leaves_the_rest_unread_and_says_so(here, web):
    """What lies beyond the limit has not left the catalogue."""
    web.pages = ByPath()
    serve(web, "eric", ERIC)
    here.sheet("eric", sheet(web, "eric") + "limit = 2\n")

    here.run("harvest")

    works, runs = held(here)
    assert 2 == len(works["eric"])
    assert "the query finds 3 works, of which 2 were read" in runs["eric"].reason


REFUSALS = {
    "nofilter": (400, '{"status":"failed","message":[{"type":"x","message":"No such filter"}]}', "refused (400); it says: No such filter"),
    "nothing": (404, "Resource not found.", "not found (404); look for its new address; it says: Resource not found."),
    "page": (404, "<html><body>Not here</body></html>", "not found (404); look for its new address"),
    "limit": (429, '{"error": "Too many requests"}', "says that we ask too often (429); it says: Too many requests"),
    "odd": (200, '{"status": "ok", "message": "deprecated"}', "JSON without works; it says: deprecated"),
    "cut": (200, '{"message": {"items": [', "JSON that cannot be read"),
}  # fmt: skip


def test_a_refusal_is_told_in_the_servers_words(here, web):
    """The ledger's reason holds the status and what the API said of it; a page of HTML says nothing."""
    for name, (status, body, _) in REFUSALS.items():
        web.pages = ByPath(web.pages)
        web.pages["/" + name] = (status, {}, body.encode())
        here.sheet(name, sheet(web, name).replace(f'adapter = "{name}"', 'adapter = "crossref"'))

    here.run("harvest")

    _, runs = held(here)
    assert {name: reason for name, (_, _, reason) in REFUSALS.items()} == {
        name: runs[name].reason if name != "cut" else runs[name].reason.partition(":")[0] for name in REFUSALS
    }


@pytest.mark.parametrize("name", ADAPTERS)
@pytest.mark.parametrize(
    "row", [{}, {"id": None}, "text", None, {"title": 5, "bibjson": [], "metadata": "x"}]
)
def test_an_odd_work_is_dropped_not_fatal(name, row):
    """Whatever stands in a row, the reading goes on."""
    source = Source(id="a", title="A", publisher="A", kind="api", url="https://e.org/", api={"adapter": name})

    found = ApiSpider(source, today=date(2026, 3, 1))._work(row, "work 1")

    assert found.reason in ("not a work", "no identifier, so it could not be found again")


def test_paragraphs_of_jats_do_not_run_into_each_other():
    """Headings and paragraphs end in a space; the heading "Abstract" goes."""
    from spiders.cleaning import plain

    text = "<jats:title>Abstract</jats:title><jats:sec><jats:title>Aim</jats:title><jats:p>To see.</jats:p></jats:sec>"

    assert "Aim To see." == plain(jats_text(text))


def test_an_unknown_adapter_is_named_with_those_that_are_known():
    """A typing error in a sheet is one line."""
    from pydantic import ValidationError

    with pytest.raises(ValidationError, match="unknown adapter 'opnalex'; known are crossref, doaj"):
        Source(id="a", title="A", publisher="A", kind="api", url="https://e.org/", api={"adapter": "opnalex"})
