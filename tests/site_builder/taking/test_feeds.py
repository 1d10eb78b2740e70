"""Feeds: read back by feedparser and as JSON, with ids that stay."""

import json
from dataclasses import replace

import feedparser
import pytest

from site_builder.build import build_site
from site_builder.taking.lists import SHOWN

FEEDS = (
    "facets/region/si/feed",
    "facets/publisher/bee-board/feed",
    "feed",
)


def read(folder, name):
    return feedparser.parse((folder / f"{name}.xml").read_bytes()), json.loads(
        (folder / f"{name}.json").read_bytes()
    )


@pytest.mark.parametrize("name", FEEDS)
def test_both_feeds_say_the_same_and_are_well_formed(built, name):
    """
    Values of some works and the whole have a feed of each sort, with the same works in the same order.
    """
    atom, items = read(built, name)

    assert not atom.bozo
    assert 0 < len(atom.entries) <= SHOWN
    assert [entry.id for entry in atom.entries] == [item["id"] for item in items["items"]]
    assert [entry.link for entry in atom.entries] == [item["url"] for item in items["items"]]
    assert len({entry.id for entry in atom.entries}) == len(atom.entries)
    assert atom.feed.title == items["title"]


def test_an_entry_holds_what_the_work_says(built):
    """
    Title, language, authors, page, both days, note and subjects are read back without loss.
    """
    atom, items = read(built, "feed")
    entry = next(one for one in atom.entries if one.link.endswith("w-script/index.html"))
    item = next(one for one in items["items"] if one["url"] == entry.link)

    assert '<script>alert("bees")</script>' == item["title"]
    assert 'Kenya says "<img src=x onerror=alert(1)>" & honey.' == item["content_text"]
    assert "https://bees.example/works/w-script/index.html" == entry.link == item["url"]
    assert "2026-05-04T12:00:00+00:00" == entry.published == item["date_published"]
    assert '<script>alert("bees")</script>' == entry.title
    assert 'Kenya says "<img src=x onerror=alert(1)>" & honey.' == entry.summary
    assert ["O'Hara, <i>Kim</i>"] == [author.name for author in entry.authors]
    assert ["O'Hara, <i>Kim</i>"] == [author["name"] for author in item["authors"]]
    assert ("en", "en") == (entry.title_detail.language, item["language"])
    assert "2026-05-04T12:00:00+00:00" == entry.updated == item["date_modified"]
    assert {"Kenya", "Honey"} <= {tag.term for tag in entry.tags} & set(item["tags"])


def test_hostile_text_stays_text_in_atom(built):
    """
    A title that looks like markup is escaped, so the feed has no element of it.
    """
    text = (built / "facets/theme/honey/feed.xml").read_text()

    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_ids_stay_when_a_work_changes(small, tmp_path):
    """
    A reader's program knows the entry again; the day of the change is the new one.
    """
    changed = [
        replace(w, item=replace(w.item, title="New"), changed="2026-06-01T00:00:00+00:00", fingerprint="x")
        for w in small.works()
    ]

    build_site(small, tmp_path / "a")
    build_site(replace(small, works=lambda: iter(changed)), tmp_path / "b")

    before, after = (read(tmp_path / name, "feed")[0] for name in "ab")
    assert [entry.id for entry in before.entries] == [entry.id for entry in after.entries]
    assert "2026-06-01T00:00:00+00:00" == after.feed.updated


def test_without_an_address_links_are_relative(small, tmp_path):
    """
    A site that does not know where it is served from still has feeds that lead to its pages.
    """
    build_site(replace(small, base_url=""), tmp_path / "site")

    items = json.loads((tmp_path / "site/feed.json").read_bytes())["items"]
    atom = feedparser.parse((tmp_path / "site/facets/region/ke/feed.xml").read_bytes())
    assert {"../../../works/w-kenya/index.html"} <= {entry.link for entry in atom.entries}
    assert {"works/w-kenya/index.html"} <= {item["url"] for item in items}
