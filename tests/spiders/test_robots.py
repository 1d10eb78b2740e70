"""What a robots.txt allows us."""

import pytest

from spiders.robots import Rules

TEXTS = {
    "a record that nobody knows does not end a group": (
        "User-agent: us\nX-Own: 1\nUser-agent: *\nDisallow: /",
        False,
    ),
    "a name ends at its first blank": ("User-agent: US and others\nDisallow: /", False),
    "a name with a comment": ("User-agent: us # that is us\nDisallow: /", False),
    "another's rules": ("User-agent: them\nDisallow: /", True),
    "a slip of the pen": ("User agent: *\nDissallow: /", False),
    "no colon": ("user-agent *\ndisallow /", False),
    "a page in its place": ("<!DOCTYPE html><html>a: b</html>", True),
    "a byte order mark": ("\ufeffUser-agent: *\nDisallow: /", False),
    "the longest rule counts": ("User-agent: *\nDisallow: /\nAllow: /feed", True),
}


@pytest.mark.parametrize("case", TEXTS)
def test_a_robots_txt_is_read(case):
    """As RFC 9309 has it, and mildly where people write otherwise."""
    text, allowed = TEXTS[case]

    assert allowed == Rules(text.encode(), None).allowed("https://e.org/feed", "us")


def test_a_crawl_delay_is_found_beside_unknown_records():
    """It is given in seconds, for us or for all."""
    assert 2.5 == Rules(b"Noindex: /a\nUser-agent: *\nCrawl-delay: 2.5", None).crawl_delay("us")
