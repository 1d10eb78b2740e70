"""Sitemaps that nobody here wrote, whole ones and broken ones."""

import gzip
import json
import re
from pathlib import Path

import pytest

from spiders.sitemap_answers import read_sitemap

DATA = Path("../shared/testdata/sitemaps")

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the sitemaps are not on this machine")


def texts():
    lines = (DATA / "usp_texts.jsonl").read_text(encoding="utf-8").splitlines()
    return [entry["text"] for line in lines if not (entry := json.loads(line))["fstring"]]


def addresses(body):
    """What was found, or why nothing could be."""
    try:
        return [place.url for place in read_sitemap(body).places]
    except ValueError as error:
        return str(error)


def expected(text):
    """The addresses that stand in a text where a sitemap has them, without those of pictures."""
    return [
        url.strip()
        for url in re.findall(r"<loc>\s*(?:<!\[CDATA\[)?\s*(http[^<\]]+?)\s*(?:\]\]>)?\s*</loc>", text)
    ]


def test_no_text_makes_the_reading_fall_over():
    """Each gives addresses or a reason; every address in a place of its own is found."""
    for text in texts():
        found = addresses(text.encode())

        assert found or "<urlset" in text or "<sitemapindex" in text or "<rss" in text or "<feed" in text
        assert isinstance(found, str) or set(expected(text)) <= set(found)
        assert not (isinstance(found, str) and expected(text)), text

    assert len(texts()) > 50


@pytest.mark.parametrize("path", sorted((DATA / "trafilatura").glob("*")), ids=lambda path: path.name)
def test_whole_sitemaps_and_feeds_give_their_addresses(path):
    """Compressed, with languages, as an index; a feed in JSON is none."""
    body = path.read_bytes()
    text = (gzip.decompress(body) if path.suffix == ".gz" else body).decode()

    found = addresses(body)

    if path.suffix == ".json":
        assert "a text without addresses" == found
    elif expected(text):
        assert expected(text) == found
    else:
        assert found
        assert isinstance(found, list)
