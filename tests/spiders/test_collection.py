"""Collections in each of their forms, read by the spider from bytes."""

import json
from datetime import date

import pytest
from scrapy.http import TextResponse

from corpus.values import Dropped, Item
from spiders.collection import CollectionSpider
from spiders.failures import Broken
from spiders.sheet import Source

BIBTEX = """@article{keevy2024,
  title = {The {Lure} of small credentials},
  author = {Keevy, James and Ng{\\'e}, Ada},
  journal = {Journal of Examples}, year = 2024, month = mar,
  doi = {10.1000/xyz}, url = {https://e.org/a}
}
@techreport{agency2023, title = {A framework}, institution = {Example Agency}, year = {2023}}
"""

RIS = """TY  - RPRT
ID  - agency2023
TI  - A framework
AU  - Keevy, James
PY  - 2023/05/02
PB  - Example Agency
UR  - https://e.org/a
ER  -
"""

CSL = json.dumps([
    {"id": "keevy2024", "type": "article-journal", "title": "The lure", "DOI": "10.1000/xyz",
     "author": [{"family": "Keevy", "given": "James"}, {"literal": "Example Agency"}],
     "issued": {"date-parts": [[2024, 3]]}, "container-title": "Journal of Examples"},
])  # fmt: skip


def read(name: str, text: str | bytes) -> list[Item | Dropped]:
    source = Source(id="ours", title="Ours", publisher="Us", kind="collection", file=name)
    body = text.encode() if isinstance(text, str) else text
    spider = CollectionSpider(source, today=date(2026, 3, 10))
    return list(spider.parse(TextResponse(f"file:///{name}", body=body)))


def test_bibtex_is_read_with_its_people_dates_and_accents():
    """The entry's key is the id; braces go, LaTeX becomes letters, a month name a month."""
    article, report = read("a.bib", BIBTEX)

    assert ("keevy2024", "publication", "The Lure of small credentials") == (
        article.key,
        article.kind,
        article.title,
    )
    assert (("Keevy, James", "Ngé, Ada"), "2024-03") == (article.authors, article.date.value)
    assert ("10.1000/xyz", "Journal of Examples") == (article.doi, article.series)
    assert ("report", "Example Agency", "2023") == (report.kind, report.publisher, report.date.value)


def test_ris_is_read():
    """Type, people, date and address are those of the entry."""
    (report,) = read("a.ris", RIS)

    assert ("agency2023", "report", "A framework") == (report.key, report.kind, report.title)
    assert (("Keevy, James",), "2023-05-02", "https://e.org/a") == (
        report.authors,
        report.date.value,
        report.url,
    )


def test_csl_json_is_read():
    """Persons and bodies are authors; a date is as precise as its parts."""
    (article,) = read("a.json", CSL)

    assert ("keevy2024", "publication", "2024-03") == (article.key, article.kind, article.date.value)
    assert ("Keevy, James", "Example Agency") == article.authors


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.bib", "no entry here", "no BibTeX entry"),
        ("a.json", "{", "a.json: "),
        ("a.json", "{}", "a list of items"),
        ("a.csv", "id,kind,title,colour\n", "unknown column 'colour'"),
        ("a.csv", "id,kind,title\na,news,T,x\n", "line 2: more cells than columns"),
        ("a.csv", b"\xff\xfe", "not UTF-8 at byte 0"),
        ("a.xls", "", "a collection ends in .csv, .bib, .ris, .json"),
    ],
)
def test_a_file_that_cannot_be_read_is_broken_with_its_name(name, text, said):
    """Nothing is taken from a file that is not what its name says."""
    with pytest.raises(Broken, match="a\\.") as caught:
        read(name, text)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("publisher_country\nXX", "publisher_country: 'XX' is not an ISO 3166-1"),
        ("language\nEnglish", "language: 'English' is not a language tag"),
        ("doi\nnonsense", "doi: 'nonsense' is not a DOI"),
        ("date\n2024-02-30", "date: '2024-02-30' does not exist"),
        ("date\n2099", "date: '2099' lies in the future"),
        ("defines_by\nUNESCO", "defines_term: is empty"),
    ],
)
def test_a_wrong_cell_drops_its_row_with_file_line_and_column(cells, said):
    """Bad data is refused, never guessed."""
    column, value = cells.split("\n")
    (dropped,) = read("a.csv", f"id,kind,title,{column}\nx,report,T,{value}\n")

    assert dropped.detail.startswith(f"a.csv line 2: {said}")
