"""What publishers reserve, in each of the forms in which they say it."""

import pytest

from corpus.values import Item
from spiders.reservations import TdmRule, metadata_only, reserved, tdm_rules

URL = "https://e.org/reports/1?lang=en"

SAID = {
    "nothing": ({}, b"<p>Hello</p>", (), ""),
    "header reserves": ({"tdm-reservation": ["1"]}, b"", (), "text and data mining is reserved (header)"),
    "header frees": ({"tdm-reservation": ["0"]}, b"", (TdmRule("/", True),), ""),
    "page reserves": ({}, b'<META content=1 name="TDM-Reservation">', (), "text and data mining is reserved (page)"),
    "page goes before header": ({"tdm-reservation": ["0"]}, b"<meta name='tdm-reservation' content='1'/>", (), "text and data mining is reserved (page)"),
    "page frees": ({"tdm-reservation": ["1"]}, b'<meta name="tdm-reservation" content="0">', (), ""),
    "file reserves": ({}, b"", (TdmRule("/reports/*", True),), "text and data mining is reserved (tdmrep.json)"),
    "file speaks of other paths": ({}, b"", (TdmRule("/blog/", True),), ""),
    "file pattern with an end": ({}, b"", (TdmRule("/reports/1$", True),), ""),
    "file pattern over the query": ({}, b"", (TdmRule("/*lang=en$", True),), "text and data mining is reserved (tdmrep.json)"),
    "first rule of the file counts": ({}, b"", (TdmRule("/reports/", False), TdmRule("/", True)), ""),
    "robots header": ({"x-robots-tag": ["nofollow, NOAI"]}, b"", (), "its robots tag says noai"),
    "robots header, none": ({"x-robots-tag": ["none"]}, b"", (), "its robots tag says noindex"),
    "robots header for another": ({"x-robots-tag": ["otherbot: noindex, nofollow"]}, b"", (), ""),
    "robots header for us": ({"x-robots-tag": ["otherbot: none", "us: noindex"]}, b"", (), "its robots tag says noindex"),
    "a date in a robots header": ({"x-robots-tag": ["unavailable_after: 25 Jun 2030 15:00:00 GMT, noai"]}, b"", (), "its robots tag says noai"),
    "robots meta": ({}, b'<meta name="robots" content="noindex,follow">', (), "its robots tag says noindex"),
    "robots meta for us": ({}, b'<meta name="us" content="noai">', (), "its robots tag says noai"),
    "robots meta in a comment": ({}, b'<!-- <meta name="robots" content="noindex"> -->', (), ""),
    "robots meta in a script": ({}, b"<script>'<meta name=\"robots\" content=\"noindex\">'</script>", (), ""),
    "other directives": ({"x-robots-tag": ["nosnippet, max-snippet: 20, noarchive"]}, b"", (), ""),
}  # fmt: skip


@pytest.mark.parametrize("case", SAID)
def test_what_is_reserved_is_understood(case):
    """Each voice is heard in its form; the one that speaks more closely goes before."""
    headers, page, rules, expected = SAID[case]

    assert expected == reserved(URL, headers, page, rules, "us")


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b'["a", {"location": 3}]', b"[" * 100_000])
def test_a_file_that_is_none_holds_no_rules(body):
    """What servers send in its place is no reservation."""
    assert () == tdm_rules(body)


def test_rules_may_be_numbers_or_texts():
    """Both forms of the value are in use."""
    body = b'[{"location": "/a", "tdm-reservation": "1"}, {"location": "/b", "tdm-reservation": 0}]'

    assert (TdmRule("/a", True), TdmRule("/b", False)) == tdm_rules(body)


def test_metadata_only_leaves_title_link_and_date():
    """The publisher's own words go, and with them what says how they were read."""
    methods = {"title": "feed", "abstract": "feed"}
    item = Item("k", "news", "T", url="https://e.org", abstract="A", text="B", methods=methods)

    assert Item("k", "news", "T", url="https://e.org") == metadata_only(item)
    assert {"title": "feed"} == metadata_only(item).methods
