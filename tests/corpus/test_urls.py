"""One address for one thing, and never one for two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.urls import _canonical, believed_canonical, canonical_url

PLAIN = "https://example.org/news/ports"


@pytest.mark.parametrize(
    "dressed",
    [
        "http://example.org/news/ports",
        "HTTPS://WWW.EXAMPLE.ORG:443/news/ports/",
        "https://example.org/news/ports#main-content",
        "https://example.org/news/ports?utm_source=a&UTM_Medium=b&fbclid=c",
        "https://example.org/news/ports?PHPSESSID=abc",
        "https://example.org/news/ports;jsessionid=0A1B",
        "https://m.example.org/news/ports",
        "https://amp.example.org/news/ports",
        "https://example.org/news/ports/amp/",
        "https://example.org/news/ports?amp=1",
        "https://example-org.cdn.ampproject.org/c/s/example.org/news/ports",
        "https://www.google.com/amp/s/example.org/news/ports/amp",
        "https://example.org/news/ports?print=1",
        "https://example.org/news/ports/print/",
        "https://example.org/news/ports?tmpl=component&print=1",
        "https://example.org/news/ports/index.html",
        "https://example.org/n%65ws/ports",
        " https://example.org/news/ports ",
    ],
)
def test_what_does_not_change_the_thing_is_taken_off(dressed):
    """Who sent the reader, on which device, over which session: the key is the same."""
    assert PLAIN == canonical_url(dressed)


@pytest.mark.parametrize(
    "other",
    [
        "https://example.org/news/ports?id=2",
        "https://example.org/news/ports?page=2",
        "https://example.org/news/ports?format=pdf",
        "https://example.org/news/ports.html",
        "https://example.org/news/Ports",
        "https://example.org/news/ports#!/reports/2",
        "https://example.org:8080/news/ports",
        "https://news.example.org/news/ports",
        "https://example.org/news/ports/print-on-demand",
        "https://m.org/news/ports",
    ],
)
def test_what_may_change_the_thing_stays(other):
    """Pages, formats, routes, ports and other hosts have keys of their own."""
    assert PLAIN != canonical_url(other)


def test_other_languages_of_a_site_keep_theirs():
    """The mobile form of a language's host is that language's host."""
    assert "https://en.example.org/a" == canonical_url("https://en.m.example.org/a")
    assert canonical_url("https://fr.example.org/a") != canonical_url("https://en.example.org/a")


def test_a_resolvers_address_has_one_form():
    """Old and new resolver, capitals and encoding lead to the same DOI."""
    forms = [
        "http://dx.doi.org/10.1000/ABC",
        "https://doi.org/10.1000%2Fabc",
        "https://www.doi.org/10.1000/abc",
    ]

    assert {"https://doi.org/10.1000/abc"} == {canonical_url(form) for form in forms}


@pytest.mark.parametrize(
    ("claimed", "believed"),
    [
        ("https://www.example.org/news/ports", "https://www.example.org/news/ports"),
        ("/news/ports", "https://example.org/news/ports"),
        ("https://other.example.net/news/ports", "https://example.org/news/ports?x=1"),
        ("https://example.org/", "https://example.org/news/ports?x=1"),
        ("javascript:void(0)", "https://example.org/news/ports?x=1"),
        ("", "https://example.org/news/ports?x=1"),
    ],
)
def test_a_page_is_believed_about_its_own_site_only(claimed, believed):
    """A canonical address elsewhere, a front page for every page, or no address at all is not believed."""
    assert believed == believed_canonical("https://example.org/news/ports?x=1", claimed)


@given(st.text(alphabet="ab/.;?&=#%20mM-_", max_size=30))
def test_a_key_is_its_own_key(tail):
    """Made canonical twice, an address does not change again."""
    once = canonical_url(f"https://www.example.org/{tail}")

    assert once == canonical_url(once)


@given(
    st.sampled_from(
        ["e.org", "www.e.org", "m.e.org", "en.m.e.org", "amp.e.org", "doi.org", "www2.e.org", "fr.e.org"]
    ),
    st.lists(
        st.sampled_from(
            ["a", "amp", "print", "index.html", "b.amp", "10.1000", "A_b.pdf", "x.amp.html", "default.asp"]
        ),
        max_size=4,
    ),
)
def test_the_short_way_gives_what_the_long_way_gives(host, parts):
    """Plain addresses are not cut into pieces; that they are plain is told rightly."""
    url = f"http://{host}/{'/'.join(parts)}"

    assert _canonical(url) == canonical_url(url)
