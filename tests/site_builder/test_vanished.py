"""Vanished pages: no address that was ever given leads nowhere."""

from dataclasses import replace

import pytest

from site_builder.build import build_site
from site_builder.manifest import read_manifest

from .test_incremental import one_more, with_works, without


def leads_to(folder, name):
    """Where a page sends its readers."""
    text = (folder / name).read_text(encoding="utf-8")
    target = text.partition('content="0; url=')[2].partition('"')[0]
    path = (folder / name).parent.joinpath(target).resolve()
    return path.relative_to(folder.resolve()).as_posix()


@pytest.fixture
def site_of_one_more(small, tmp_path):
    """A folder with the site of one work more."""
    build_site(one_more(small), tmp_path / "site")
    return tmp_path / "site"


def test_the_pages_of_a_work_that_is_gone_lead_to_the_nearest(small, site_of_one_more):
    """The work leads to all works, its publisher to all publishers; a pair that it alone had, to its first value or above."""
    folder = site_of_one_more
    build_site(small, folder)

    assert leads_to(folder, "works/w-new/index.html") == "works/index.html"
    assert leads_to(folder, "facets/publisher/new-hive/index.html") == "facets/publisher/index.html"
    assert leads_to(folder, "facets/region/ug/driver/income/index.html") == "facets/region/index.html"


def test_they_lead_on_in_later_builds_too(small, site_of_one_more):
    """What is known of a site remembers its vanished pages; they are no pages of the site map."""
    folder = site_of_one_more
    build_site(small, folder)

    build_site(replace(small, contact="other@example.org"), folder)

    assert leads_to(folder, "works/w-new/index.html") == "works/index.html"
    assert "w-new" not in (folder / "sitemap.xml").read_text(encoding="utf-8")


def test_a_page_that_comes_back_is_itself_again(small, site_of_one_more):
    """A work that was gone for one build has its page again."""
    folder = site_of_one_more
    build_site(small, folder)

    build_site(one_more(small), folder)

    assert "Income from honey" in (folder / "works/w-new/index.html").read_text(encoding="utf-8")
    assert not read_manifest(folder).moved


def test_a_work_that_was_joined_to_another_leads_to_it(small, tmp_path):
    """Its page is made with the works: it names the other one."""
    folder = tmp_path / "site"
    build_site(small, folder)

    build_site(replace(without(small), joined={"w-copy": "w-kenya"}), folder)

    assert leads_to(folder, "works/w-copy/index.html") == "works/w-kenya/index.html"


def test_a_value_that_was_renamed_leads_to_its_new_name(small, tmp_path):
    """Its works now have a value that is new; so the pages of the old one lead there."""
    folder = tmp_path / "site"
    build_site(small, folder)
    renamed = [
        replace(work, item=replace(work.item, publisher=(work.item.publisher or "").replace("Bee Board", "Board of Bees") or None))
        for work in small.works()
    ]  # fmt: skip

    build_site(with_works(small, renamed), folder)

    assert (
        leads_to(folder, "facets/publisher/bee-board/index.html")
        == "facets/publisher/board-of-bees/index.html"
    )


def test_a_language_that_is_no_more_leads_to_the_main_one(small, tmp_path):
    """Each of its pages leads to the same page."""
    folder = tmp_path / "site"
    build_site(replace(small, interface=("en", "fr")), folder)

    build_site(small, folder)

    assert leads_to(folder, "fr/gaps/index.html") == "gaps/index.html"
    assert leads_to(folder, "fr/index.html") == "index.html"
