"""Files of citations: every work of a list, also one that no style can cite."""

from dataclasses import replace

from corpus.values import Item
from site_builder.citing import Citation, citation, one_line
from site_builder.taking.citations import citations_bytes, everywhere, plain_line


def test_citations_are_one_file_with_every_style_and_every_work():
    """Style by style, in the order of the alphabet; without citations there is no file."""
    cited = [
        [("APA", "Zeta (2024)."), ("MLA", "Zeta. 2024.")],
        [("APA", "Alpha (2023)."), ("MLA", "Alpha. 2023.")],
        [],
    ]

    assert (
        "APA\n\nAlpha (2023).\n\nZeta (2024).\n\n\nMLA\n\nAlpha. 2023.\n\nZeta. 2024.\n"
        == citations_bytes(cited).decode()
    )
    assert b"" == citations_bytes([[]])


def test_a_work_that_no_style_can_cite_has_the_line_of_the_site_in_each(small):
    """A list of citations leaves nothing out; a site that cites in no style has no such line either."""
    work = replace(next(small.works()), item=Item("k", "report", "On hives", url="https://a.org/h"))
    line = plain_line(work)

    assert "On hives. (n.d.). Retrieved 4 May 2026, from https://a.org/h" == line
    assert {"APA": line, "Chicago": line, "Harvard": line, "MLA": line} == dict(everywhere(line))
    assert () == everywhere("")


def test_the_line_of_the_site_as_text_says_what_its_page_says():
    """Each part ends in one full stop, and what is not known leaves no hole."""
    item = Item(
        "k", "report", "On hives.", authors=("Doe, J.", "Roe, K."), publisher="Bee Board", series="Letters"
    )

    assert "Doe, J. and Roe, K. (n.d.). On hives. Letters. Bee Board." == one_line(citation(item, ""))
    assert "[On hives]. (2024)." == one_line(Citation("", "2024", "[On hives]", "", "", ""))
