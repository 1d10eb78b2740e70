"""Identifiers in every form in which pages and catalogues write them."""

import pytest

from corpus.identifiers import arxiv_of, doi_of, handle_of, identifiers_of, isbn_of


@pytest.mark.parametrize(
    "form",
    [
        "10.1000/ABC.1",
        "doi:10.1000/abc.1",
        "DOI 10.1000/abc.1.",
        "http://dx.doi.org/10.1000/abc.1",
        "https://doi.org/10.1000%2Fabc.1",
        "https://www.tandf.example/doi/pdf/10.1000/abc.1?needAccess=true",
        "https://press.example/doi/10.1000/abc.1/full",
    ],
)
def test_every_form_of_a_doi_is_one_key(form):
    """Resolvers, prefixes, capitals and publishers' addresses do not make another DOI."""
    assert "10.1000/abc.1" == doi_of(form)


@pytest.mark.parametrize("text", ["", "10.5", "10.1000/", "version 10.1000", "https://e.org/10/1000"])
def test_what_is_no_doi_is_none(text):
    """Numbers and dates are not taken for a DOI."""
    assert None is doi_of(text)


@pytest.mark.parametrize(
    "form",
    [
        "hdl:10419/12",
        "https://hdl.handle.net/10419/12",
        "https://repo.example.org/xmlui/handle/10419/12?show=full",
        "http://repo.example.org/handle/10419/12/",
    ],
)
def test_every_form_of_a_handle_is_one_key(form):
    """The proxy and the repository's own pages lead to the same handle."""
    assert "10419/12" == handle_of(form)


@pytest.mark.parametrize(
    "form",
    [
        "arXiv:2104.01234v2",
        "https://arxiv.org/abs/2104.01234",
        "http://export.arxiv.org/pdf/2104.01234v3",
        "https://doi.org/10.48550/arXiv.2104.01234",
    ],
)
def test_all_versions_of_an_arxiv_paper_have_one_key(form):
    """Abstract, PDF, version and DOI are the same preprint."""
    assert "10.48550/arxiv.2104.01234" == arxiv_of(form)


def test_an_isbn_is_checked_and_made_long():
    """ISBN-10 becomes ISBN-13; a wrong check digit is no ISBN; an ISSN is none."""
    assert {"9783161484100"} == {isbn_of(form) for form in ("978-3-16-148410-0", "ISBN 3-16-148410-X (hbk)")}
    assert None is isbn_of("978-3-16-148410-1")
    assert None is isbn_of("0957-9672 (Print)")


def test_the_address_of_a_handle_is_not_read_as_a_doi():
    """A handle may begin with 10. and still be a handle."""
    found = identifiers_of("https://hdl.handle.net/10.1234/5", None, "10.1000/x", "https://doi.org/10.1000/X")

    assert (("handle", "10.1234/5"), ("doi", "10.1000/x")) == found
