"""The files of the search: complete, the same each time, and only where there are words."""

import json
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest

from corpus.dates import PartialDate
from corpus.values import Item, Record, Work
from index.store import open_index, update
from site_builder.build import build_site
from site_builder.searching.files import search_files
from site_builder.viewing import viewing


@pytest.fixture
def searched(small, tmp_path):
    """The small observatory with the words of an index."""
    update(tmp_path / "index", small.works(), small.book)
    with open_index(tmp_path / "index", small.book) as index:
        yield replace(small, words=index.vocabulary)


@pytest.fixture
def many(small):
    """Makes the small observatory with so many works, of which each came a day after the one before."""

    def made(count: int):
        day = date(2020, 1, 1)
        # Ids do not rise with the days.
        works = [
            a_work(f"w{n * 7919 % 1000:03}", f"Skill of school{'s' * (n % 2)} {n}", day + timedelta(n))
            for n in range(count)
        ]
        ordered = sorted(works, key=lambda one: one.id)
        return replace(
            small, works=lambda: iter(ordered), tags=lambda _: (), sources=(), relations=(), joined={}
        )

    return made


def a_work(name, title, day):
    """A work that was first seen on this day."""
    seen = f"{day}T00:00:00+00:00"
    item = Item(key=name, kind="report", title=title, language="en", date=PartialDate(f"{day}", "feed"))
    record = Record(name, "kept", 1, item, seen, seen, seen, "listed", seen)
    return Work(name, item, (record,), (), seen, seen, seen, "listed", name)


@contextmanager
def searching(site, folder):
    """The view of a site with the words of its works."""
    update(folder / "index", site.works(), site.book)
    with (
        open_index(folder / "index", site.book) as index,
        viewing(replace(site, words=index.vocabulary)) as view,
    ):
        yield view


def data(made: bytes) -> object:
    return json.loads(made[made.index(b",") + 1 : made.rindex(b")")])


def test_the_same_works_give_the_same_bytes(searched):
    """Nothing depends on when or in which order files are made."""
    with viewing(searched) as view:
        first, again = dict(search_files(view)), dict(search_files(view))

    assert first == again


def test_every_pack_is_named_in_the_first_file(many, tmp_path):
    """By its first word, segment by segment; and there are as many cards as works."""
    with searching(many(300), tmp_path) as view:
        files = dict(search_files(view))
    base = data(files["search/base.js"])

    for segment in base["segments"]:
        for kind in ("words", "places", "letters"):
            names = [f"{kind}-{segment['name']}-{number}" for number in range(len(segment[kind]))]
            packs = [base["within"].get(name) or data(files[f"search/{name}.js"]) for name in names]
            assert segment[kind] == [next(iter(pack)) for pack in packs]
    assert 300 == base["works"] == sum(len(data(made)) for name, made in files.items() if "/cards-" in name)
    assert [256, 44] == [segment["works"] for segment in base["segments"]]


def test_new_works_leave_sealed_segments_as_they_are(many, tmp_path):
    """Only the first file changes, and what belongs to the open segment; everything else keeps its bytes."""
    with searching(many(300), tmp_path / "before") as view:
        before = dict(search_files(view))
    with searching(many(325), tmp_path / "after") as view:
        after = dict(search_files(view))

    differing = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert "search/base.js" in differing
    assert {"base", "cards-0", "ids-0", "letters-0", "places-0", "titles-0"} == {
        name.removeprefix("search/").removesuffix(".js").rpartition("-")[0]
        if "cards" in name or "letters" in name or "places" in name
        else name.removeprefix("search/").removesuffix(".js")
        for name in differing
    }


def test_hostile_titles_stay_text(searched, tmp_path):
    """A title that looks like a script ends no script, and the page allows only its own."""
    build_site(searched, tmp_path / "site")
    page = (tmp_path / "site/search/index.html").read_text(encoding="utf-8")

    assert "<script>alert" not in page
    assert "script-src 'self'" in page
    assert "unsafe" not in page


def test_without_words_there_is_no_search(small, tmp_path):
    """No page, no file, and no page leads to one."""
    build_site(small, tmp_path / "site")

    assert not (tmp_path / "site/search").exists()
    assert "search/index.html" not in (tmp_path / "site/index.html").read_text(encoding="utf-8")


def test_an_observatory_without_works_has_an_empty_search(empty, tmp_path):
    """Before the first harvest the page is there and counts nothing."""
    update(tmp_path / "index", empty.works(), empty.book)
    with open_index(tmp_path / "index", empty.book) as index:
        build_site(replace(empty, words=index.vocabulary), tmp_path / "site")

    assert 0 == data((tmp_path / "site/search/base.js").read_bytes())["works"]
