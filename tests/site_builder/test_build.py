"""Building: the same input gives the same bytes, and a reader never sees half a site."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from site_builder.build import Built, build_site
from site_builder.dataset import export_dataset


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def times(folder):
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_two_builds_give_the_same_bytes(site, built, tmp_path):
    """
    Nothing but the input decides what is written.
    """
    export_dataset(site, tmp_path / "dataset")
    build_site(site, tmp_path / "again", tmp_path / "dataset")

    assert contents(built) == contents(tmp_path / "again")


def test_what_did_not_change_is_not_written(small, tmp_path):
    """
    A second build of the same input leaves every file with its time, and says so.
    """
    folder = tmp_path / "site"
    first = build_site(small, folder)
    before = times(folder)

    second = build_site(small, folder)

    assert Built(first.pages, 0, first.written, first.bytes) == second
    assert before == times(folder)


def test_a_change_rewrites_only_the_pages_that_show_it(small, tmp_path):
    """
    Files whose bytes stay keep their times, even though the site is made anew.
    """
    folder = tmp_path / "site"
    build_site(small, folder)
    before = times(folder)

    built = build_site(replace(small, contact="other@example.org"), folder)

    after = times(folder)
    assert before["works/w-bare/index.html"] == after["works/w-bare/index.html"]
    assert before["about/index.html"] != after["about/index.html"]
    assert built.written == sum(after[name] != before[name] for name in after)


def test_a_damaged_file_is_mended(small, tmp_path):
    """
    A file that is not as it was written is made again, though the input is the same.
    """
    folder = tmp_path / "site"
    build_site(small, folder)
    good = (folder / "index.html").read_bytes()
    (folder / "index.html").unlink()
    (folder / "index.html").write_text("damaged")

    build_site(small, folder)

    assert good == (folder / "index.html").read_bytes()


def test_a_page_that_is_no_longer_made_leads_on(small, tmp_path):
    """
    The folder holds the new site, and of the old one no more than where its pages went.
    """
    folder = tmp_path / "site"
    build_site(small, folder)
    fewer = [work for work in small.works() if work.id != "w-copy"]

    build_site(replace(small, works=lambda: iter(fewer)), folder)

    page = (folder / "works/w-copy/index.html").read_text(encoding="utf-8")
    assert "A copy of a hive law" not in page
    assert 'content="0; url=../../works/index.html"' in page
    assert [".site.build.json", "site"] == sorted(path.name for path in tmp_path.iterdir())


def test_a_build_that_fails_leaves_the_old_site(small, tmp_path):
    """
    An override that names something unknown stops the build; readers keep what they had.
    """
    folder, templates = tmp_path / "site", tmp_path / "templates"
    build_site(small, folder)
    before = contents(folder)
    templates.mkdir()
    (templates / "about.html").write_text("{{ nobody_knows_this }}")

    with pytest.raises(UndefinedError):
        build_site(replace(small, templates=(templates,)), folder)

    assert before == contents(folder)
    assert [".site.build.json", "site", "templates"] == sorted(path.name for path in tmp_path.iterdir())


def test_a_switch_that_was_cut_short_is_put_right(small, tmp_path):
    """
    When a build was killed between its two renames, the old site comes back.
    """
    folder = tmp_path / "site"
    first = build_site(small, folder)
    folder.rename(tmp_path / ".site.old")

    built = build_site(small, folder)

    assert (built.pages, built.written) == (first.pages, 0)
    assert [".site.build.json", "site"] == sorted(path.name for path in tmp_path.iterdir())


def test_templates_and_static_files_can_be_overridden(small, tmp_path):
    """
    The first folder that has a file wins; what it lacks is ours.
    """
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, text in ((first, "first"), (second, "second")):
        (folder / "static").mkdir(parents=True)
        (folder / "about.html").write_text(f"{text} {{{{ site.subject }}}}")
        (folder / "privacy.html").write_text(text)
    (first / "privacy.html").unlink()
    (second / "static" / "own.css").write_text("p { color: red }")

    build_site(replace(small, templates=(first, second)), tmp_path / "site")

    read = {
        name: (tmp_path / "site" / name).read_text()
        for name in ("about/index.html", "privacy/index.html", "static/own.css")
    }
    assert read == {
        "about/index.html": "first bees\n", "privacy/index.html": "second\n", "static/own.css": "p { color: red }",
    }  # fmt: skip
    assert (tmp_path / "site/static/observatory.css").is_file()


def test_an_observatory_without_works_has_a_site(empty, tmp_path):
    """
    Before the first harvest there is nothing to count, and no page breaks over it.
    """
    build_site(empty, tmp_path / "site")

    assert "0 works" in (tmp_path / "site/index.html").read_text()


def test_progress_is_told(small, tmp_path):
    """
    Whoever builds hears of both steps.
    """
    steps = set()

    build_site(small, tmp_path / "site", progress=lambda step, done, total: steps.add(step))

    assert {"reading works", "writing pages"} == steps


def test_the_folder_may_be_given_as_a_relative_path(small, tmp_path, monkeypatch):
    """
    The command line passes paths as people write them.
    """
    monkeypatch.chdir(tmp_path)

    build_site(small, Path("out/site"))

    assert (tmp_path / "out/site/index.html").is_file()


def checked(site, day):
    """The works of a site, those that are still listed checked on a day."""
    return (replace(work, last_checked=day) if work.state == "listed" else work for work in site.works())


def test_a_later_harvest_that_finds_nothing_new_leaves_the_pages(small, tmp_path):
    """The day of the harvest and of the checks is in one file that the pages load; works keep their bytes and times."""
    later = "2026-05-09T12:00:00+00:00"
    first, again = (
        replace(
            small, as_of=day, works=partial(checked, small, day),
            health=tuple(replace(one, last_good=day) for one in small.health),
        )
        for day in (small.as_of, later)
    )  # fmt: skip
    build_site(first, tmp_path / "site")
    files = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    before = {path: path.stat().st_mtime_ns for path in files}

    build_site(again, tmp_path / "site")

    changed = {
        path.relative_to(tmp_path / "site").as_posix()
        for path in files
        if path.stat().st_mtime_ns != before[path]
    }
    assert "2026-05-09" in (tmp_path / "site/status.js").read_text(encoding="utf-8")
    assert "status.js" in changed
    assert not [name for name in changed if name.startswith(("works/", "facets/"))]
