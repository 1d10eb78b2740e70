"""What is kept from parsers, and what is kept from the ledger."""

import pytest

from spiders.cleaning import plain
from spiders.limits import MAX_DEPTH, unreadable
from spiders.masking import masked

DEEP = MAX_DEPTH + 1

BODIES = {
    "a feed": (b"<rss><channel><item><title>a</title></item></channel></rss>", ""),
    "a sign as an entity": (b'<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]><rss>&nbsp;</rss>', ""),
    "an old feed with its document type": (
        (b'<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        b'"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss/>'), ""
    ),
    "not well-formed": (b"<rss><item>a & b</rss>", ""),
    "a page with many open elements": (b"<!doctype html><html>" + b"<p>a<br>" * 500, ""),
    "many elements side by side": (b"<rss>" + b"<item></item>" * 5000 + b"</rss>", ""),
    "a JSON text with brackets in strings": (b'{"a": "' + b"[" * 1000 + b'\\"[", "b": []}', ""),
    "deep XML": (b"<a>" * DEEP, "is nested more than 200 deep"),
    "deep XML behind a byte order mark": (b"\xef\xbb\xbf <a>" + b"<a>" * DEEP, "is nested more than 200 deep"),
    "deep JSON": (b"[" * DEEP + b"]" * DEEP, "is nested more than 200 deep"),
    "deep JSON, a string never closed": (b'{"a":' * DEEP + b'"', "is nested more than 200 deep"),
    "an entity from a file": (b'<!DOCTYPE a [<!ENTITY b SYSTEM "x">]><a/>', "declares an entity that leads elsewhere"),
    "an entity by its public name": (b'<!DOCTYPE a [<!ENTITY b PUBLIC "x" "y">]><a/>', "declares an entity that leads elsewhere"),
    "a parameter entity": (b'<!DOCTYPE a [<!ENTITY % b "c">]><a/>', "declares an entity made of entities"),
    "entities of entities": (b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a/>', "declares an entity made of entities"),
    "a long entity": (b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 101 + b'">]><a/>', "declares an entity of more than 100 characters"),
    "bytes": (b"\x89PNG\r\n\x1a\n", ""),
    "nothing": (b"", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", BODIES)
def test_a_body_is_looked_at_before_it_is_parsed(case):
    """What would expand, lead elsewhere or bury a parser is named; all else passes."""
    body, problem = BODIES[case]

    assert problem == unreadable(body)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://e.org/a?b=c", "https://e.org/a?b=c"),
        ("not found at http://ada:pw@e.org/a", "not found at http://e.org/a"),
        ("https://e.org/?a=1&Access_Token=x-1&b=2", "https://e.org/?a=1&Access_Token=…&b=2"),
        ("https://e.org/?key=1#top", "https://e.org/?key=…#top"),
        ("https://e.org/?monkey=1", "https://e.org/?monkey=1"),
        ("sent Authorization: Bearer abc.def", "sent Authorization: Bearer …"),
        ("{'Proxy-Authorization': 'Basic eHk6eg=='}", "{'Proxy-Authorization': 'Basic …'}"),
        ("write to ada@e.org", "write to ada@e.org"),
        ("postgresql://ada:pw@db/corpus", "postgresql://db/corpus"),
    ],
)
def test_credentials_are_masked(text, expected):
    """User names, passwords, keys and tokens go; what a person needs to find the place stays."""
    assert expected == masked(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>a</p><!-- b --><script>c</script>d", "ad"),
        ("a <3 b > c", "a <3 b > c"),
        ("a<!-- never closed", "a"),
        ("İ<STYLE>x</style >y", "İy"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_text_is_made_plain_in_one_pass(text, expected):
    """Markup, comments and scripts go; a sign that opens nothing stays."""
    assert expected == plain(text)
