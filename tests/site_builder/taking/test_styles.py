"""Formatted citations: the styles' own words, set once."""

import json

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from corpus.dates import PartialDate
from corpus.values import KINDS, Item
from site_builder.taking.references import csl, for_citing
from site_builder.taking.styles import STYLES, Citer, style_file

ARTICLE = {
    "id": "w", "type": "article-journal", "title": "Hives of the lake", "language": "en", "DOI": "10.1/abc",
    "author": [{"family": "Doe", "given": "Jane"}, {"family": "Roe", "given": "Kim"}], "container-title": "Bee Letters",
    "volume": "12", "issue": "3", "page": "4-15", "issued": {"date-parts": [[2024, 5, 6]]},
}  # fmt: skip


def kinds():
    """References of each kind, full and poor."""
    for kind in sorted(KINDS):
        for fields in (
            {"authors": ("Doe, Jane",), "date": PartialDate("2024-05", "curator"), "publisher": "Bee Board", "series": "Bee Letters, 1(2), 3"},
            {"publisher": "Bee Board", "isbn": "9780306406157", "language": "fr"},
            {"authors": ("Bee Board",), "url": "https://a.org", "place": "Kisumu", "date": PartialDate("2024", "curator")},
        ):  # fmt: skip
            yield for_citing(csl("w", Item("k", kind, "Hives of the lake", **fields)))


def test_an_article_is_cited_as_the_manuals_say():
    """
    Names, year, title, journal, volume, issue, pages and DOI stand where each style wants them.
    """
    assert {
        "APA": "Doe, J., & Roe, K. (2024). Hives of the lake. Bee Letters, 12(3), 4–15. https://doi.org/10.1/abc",
        "Chicago": "Doe, J., and K. Roe. 2024. “Hives of the Lake”. Bee Letters 12 (3): 4–15. https://doi.org/10.1/abc.",
        "Harvard": "Doe, J. and Roe, K. (2024) “Hives of the lake”, Bee Letters, 12(3), pp. 4–15. Available at: https://doi.org/10.1/abc.",
        "MLA": "Doe, J., and K. Roe. “Hives of the Lake”. Bee Letters, vol. 12, no. 3, May 2024, pp. 4–15, https://doi.org/10.1/abc.",
    } == dict(Citer().cite(ARTICLE))


@pytest.mark.parametrize(("style", "name"), STYLES)
def test_what_is_left_out_of_a_style_changes_no_citation(style, name):
    """
    A style without the branches that a work's type never comes to says what the whole style says.
    """
    whole = CitationStylesStyle(str(style_file(name)), validate=False)

    for reference in kinds():
        bibliography = CitationStylesBibliography(
            whole, CiteProcJSON([{"language": "zxx", **reference}]), formatter.plain
        )
        bibliography.register(Citation([CitationItem("w")]))
        assert " ".join(str(bibliography.bibliography()[0]).split()) == dict(Citer().cite(reference))[style]


def test_a_work_without_authors_begins_with_its_publisher():
    """
    As manuals say of works by bodies; the publisher is not said twice.
    """
    reference = for_citing(csl("w", Item("k", "report", "Hives", publisher="Bee Board")))

    assert "Bee Board. (n.d.). Hives." == dict(Citer().cite(reference))["APA"]


def test_a_work_with_neither_author_nor_publisher_is_not_cited_in_styles():
    """
    The processor would say its title twice, so the line of the site itself must do.
    """
    assert for_citing(csl("w", Item("k", "report", "Hives"))) is None


def test_an_event_of_several_days_is_cited_by_its_first():
    """
    The processor cannot say a range of days.
    """
    item = Item("k", "event", "Bee days", publisher="Bee Board", date=PartialDate("2026-06-01", "curator"), end_date=PartialDate("2026-06-03", "curator"))  # fmt: skip

    assert "2026, June 1" in dict(Citer().cite(for_citing(csl("w", item))))["APA"]


def test_citations_of_the_site_before_are_taken_over():
    """
    A line with the same reference and styles is not set anew; another reference is.
    """
    first = Citer()
    first.cite(ARTICLE)
    row = json.loads(first.written())
    known = json.dumps({**row, "APA": "as it was"}).encode()

    same, other = Citer(known), Citer(known)

    assert "as it was" == dict(same.cite(ARTICLE))["APA"]
    assert "as it was" != dict(other.cite({**ARTICLE, "title": "Another"}))["APA"]


@pytest.mark.parametrize("before", [b"", b"not JSON\n", b"[]\n", b'{"id": "w"}\n', b"\xff\n"])
def test_a_damaged_line_is_set_anew(before):
    """
    What cannot be read is not trusted.
    """
    assert dict(Citer(before).cite(ARTICLE)) == dict(Citer().cite(ARTICLE))
