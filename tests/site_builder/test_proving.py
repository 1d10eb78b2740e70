"""No number is published that the dataset does not give."""

import re
import sqlite3
from contextlib import closing

import pytest
from lxml import html
from reproduced import Reproduced, frames_in

from site_builder import build
from site_builder.build import build_site
from site_builder.claims import Claims, agrees, parts
from site_builder.dataset import export_dataset
from site_builder.proving import DATABASE, WrongNumber, prove
from site_builder.wording import percent

COUNTED = (
    "//main//*[contains(@class, 'fig') or (self::td and contains(@class, 'r')) or (self::a and @class='n')]"
)
"""Where our templates put numbers."""

UNCOUNTED = {
    "definitions/index.html": "hours of a volume, as the text states them",
    "concepts/": "how many words a sheet has, and how many works have each",
}
"""Numbers that count nothing."""


def pages_of(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


@pytest.mark.parametrize(("table", "where", "page"), [
    ("tags", "scheme = 'driver' AND concept = 'pollination'", "concepts/driver/index.html"),
    ("organisations", "name = 'Hive Trust'", "coverage/index.html"),
    ("records", "work = 'w-kenya'", "coverage/index.html"),
    ("definitions", "1", "definitions/index.html"),
    ("changes", "1", "changes/index.html"),
])  # fmt: skip
def test_a_row_too_few_stops_the_build_and_names_the_page(table, where, page, small, tmp_path, monkeypatch):
    """
    The message has the page, the number that was expected and the one found; the old site stays.
    """

    def spoiled(*given, **more):
        files = export_dataset(*given, **more)
        with closing(sqlite3.connect(tmp_path / "dataset" / DATABASE)) as database:
            assert database.execute(f"DELETE FROM {table} WHERE {where}").rowcount
            database.commit()
        return files

    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("the old one")
    monkeypatch.setattr(build, "export_dataset", spoiled)

    with pytest.raises(
        WrongNumber, match=r"^\S+\.html: .*: the dataset gives \d.*, the page shows '"
    ) as wrong:
        build_site(small, tmp_path / "site", tmp_path / "dataset")

    assert page == str(wrong.value).partition(":")[0]
    assert "the old one" == (tmp_path / "site/index.html").read_text()


def test_the_foot_of_all_pages_says_what_the_dataset_gives(built):
    """
    It is a script, so that pages keep their bytes; its numbers are those of the tables too.
    """
    told = re.search(
        r'prepend\("(?:Last harvest[^.]*\. )?([^"]*)"', (built / "status.js").read_text(encoding="utf-8")
    )
    with closing(sqlite3.connect(built / "data" / DATABASE)) as database:
        (works,) = database.execute("SELECT count(*) FROM works").fetchone()
        states = [n for (n,) in database.execute("SELECT count(*) FROM sources GROUP BY state ORDER BY 1")]

    numbers = [int(number) for number in re.findall(r"\d+", told[1])]

    assert [works, sum(states)] == numbers[:2]
    assert states == sorted(numbers[2:])


def test_a_page_that_shows_another_number_is_named(built, tmp_path):
    """
    Also where the dataset is right and the page is not.
    """
    text = (built / "works/index.html").read_text(encoding="utf-8")
    (tmp_path / "wrong.html").write_text(text.replace(">135 works", ">134 works"), encoding="utf-8")

    with pytest.raises(
        WrongNumber, match=r"^wrong.html: works: the dataset gives 135, the page shows '134 works'"
    ):
        prove(tmp_path, ["wrong.html"], built / "data" / DATABASE)


def test_a_claim_that_nothing_can_count_is_no_number(tmp_path, built):
    """
    A template of one's own may be wrong.
    """
    (tmp_path / "page.html").write_text('<b data-n="bees?hive=1">3</b>')

    with pytest.raises(WrongNumber, match=r"page.html: bees\?hive=1: cannot be counted"):
        prove(tmp_path, ["page.html"], built / "data" / DATABASE)


def test_every_count_on_a_page_says_what_it_counts(built):
    """
    Where templates put numbers, each has its claim, but for those that count nothing.
    """
    bare = []
    for name in pages_of(built):
        if name.startswith(tuple(UNCOUNTED)):
            continue
        for place in html.document_fromstring((built / name).read_bytes()).xpath(COUNTED):
            marked = place.xpath("descendant-or-self::*[@data-n] | ancestor::*[@data-n]")
            if re.search(r"\d", place.text_content()) and not marked:
                bare.append(f"{name}: {place.text_content()}")

    assert [] == bare


def test_every_line_of_pandas_gives_the_numbers_of_its_page(built):
    """
    Each number of each page has a line on this page; executed on the published files it gives the number.
    """
    reproduced = Reproduced(frames_in(built / "data"))
    for name in pages_of(built):
        reproduced.page(name, (built / name).read_text(encoding="utf-8"))

    assert [] == reproduced.wrong
    assert reproduced.executed > 100
    assert reproduced.compared > reproduced.executed


def test_a_claim_survives_any_value():
    """
    Signs that divide claims, attributes or addresses are quoted.
    """
    values = ["a;b=c/d?e", 'says "so" & <more>', "مناحل", "100 %", "*"]
    n = Claims()
    marks = [str(n("works", ("publisher", value))) for value in values]

    read = [parts(re.fullmatch(' data-n="(.*)"', mark)[1])[0].filters[0][1] for mark in marks]

    assert values[:-1] == read[:-1]
    assert all(not set('<>"&') & set(mark.removeprefix(' data-n="')[:-1]) for mark in marks)


@pytest.mark.parametrize(
    ("part", "whole"), [(0, 30), (1, 30), (1, 200), (3, 6), (25, 200), (999, 1000), (20, 20)]
)
def test_a_share_agrees_with_its_counts_and_with_no_other(part, whole):
    """
    As a percentage, or as "3 of 6" where there are few.
    """
    shown = percent(part, whole)
    wrong = part + whole // 50 + 1

    assert agrees(shown, [part, whole])
    assert not agrees(shown, [wrong, whole])
