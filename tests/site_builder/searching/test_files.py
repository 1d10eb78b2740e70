"""The files of the search: complete, the same each time, and only where there are words."""

import json
from dataclasses import replace

import pytest

from index.store import open_index, update
from site_builder.build import build_site
from site_builder.searching.files import search_files
from site_builder.view import viewing


@pytest.fixture
def searched(small, tmp_path):
    """The small observatory with the words of an index."""
    update(tmp_path / "index", small.works(), small.book)
    with open_index(tmp_path / "index", small.book) as index:
        yield replace(small, words=index.vocabulary)


def data(made: bytes) -> object:
    return json.loads(made[made.index(b",") + 1 : made.rindex(b")")])


def test_the_same_works_give_the_same_bytes(searched):
    """Nothing depends on when or in which order files are made."""
    with viewing(searched) as view:
        first, again = dict(search_files(view)), dict(search_files(view))

    assert first == again


def test_every_pack_is_named_in_the_first_file(searched):
    """By its first word; and there are as many cards as works."""
    with viewing(searched) as view:
        files = dict(search_files(view))
    base = data(files["search/base.js"])

    for kind in ("words", "places", "letters"):
        packs = [data(files[f"search/{kind}-{number}.js"]) for number in range(len(base[kind]))]
        assert base[kind] == [next(iter(pack)) for pack in packs]
    assert base["works"] == sum(len(data(made)) for name, made in files.items() if "/cards-" in name)
    assert base["works"] == len(base["dates"].split(";")) == len(base["language"])


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
