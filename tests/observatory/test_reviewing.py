"""Questions that wait for a person, and their answers, by the real commands."""

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.decisions import read_decisions
from corpus.judgement import Judgement, write_judgement
from corpus.ledger import Run
from corpus.store import Place, cataloguing, writing
from observatory.catalogue import catalogue
from observatory.cli import main
from observatory.home import open_home
from spiders.collection import CollectionSpider
from spiders.fetching import local_answer

DOCS = Path(__file__).parents[2] / "docs"

ROWS = """id,kind,title,authors,date,publisher,url,language,note
ports-a,report,Stackable learning in two ports,"Moyo, Ann; Li, Wei",2021,Port Press,https://a.example/1,en,A study.
ports-b,report,Stackable learning in two ports,"Moyo, Ann; Li, Wei",2021,Port Press,https://a.example/2,en,A copy.
pots,news,Clay pots of the valley,,2019,Clay News,https://a.example/3,en,On pots.
"""
SHEET = 'kind = "collection"\nfile = "ours.csv"\nevery = "day"\n[expect]\nat_least = 0\n'


class Desk:
    """An observatory whose commands are called in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *arguments: str, code: int = 0, said: str = "") -> str:
        """Call a command to its end; return what it printed."""
        done = CliRunner().invoke(main, ["--observatory", str(self.folder), *arguments], input=said)
        assert code == done.exit_code, done.output
        return done.output

    def keep(self, rows: str, day: int) -> None:
        """Let the collection say something else, as a harvest of that day would find it."""
        path = self.folder / "collections/ours.csv"
        path.write_text(rows, encoding="utf-8")
        home = open_home(self.folder)
        (source,) = home.sources()
        answer, response = local_answer(path)
        items = list(CollectionSpider(source, today=date(2026, 1, day)).parse(response))
        with writing(home.place, "a test") as (writer, _, _):
            run = writer.start_run("ours")
            writer.keep(run, answer, items, (), "r")
            writer.end_run(run, Run(run, "ours", "", outcome="ok"), healthy=True, whole=True)

    def questions(self) -> list[dict[str, list[str]]]:
        return json.loads(self.run("review", "--json"))

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of one table of the dataset."""
        text = (self.folder / f"var/dataset/{name}.csv").read_text(encoding="utf-8")
        return list(csv.DictReader(text.splitlines()))


@pytest.fixture
def desk(here):
    here.sheet("ours", SHEET)
    settings = here.folder / "observatory.toml"
    settings.write_text(settings.read_text().replace("concepts = true", "concepts = false"))
    (here.folder / "collections").mkdir()
    made = Desk(here.folder)
    made.keep(ROWS, 1)
    home = open_home(here.folder)
    with catalogue(home) as works:
        write_judgement(home.judgement, works.judge())
    return made


def test_a_question_is_listed_answered_and_replayed(desk):
    """The pair is shown with reasons; the answer is a line with a hash; the next build joins, then parts."""
    (asked,) = desk.questions()
    assert ["ports-a", "ports-b"] == asked["works"]
    assert "+ same title" in asked["reasons"]

    told = desk.run("review", asked["id"], "merge", "--who", "Ann", "--why", "the same file")

    assert "observatory build" in told
    (path,) = (desk.folder / "decisions").glob("*.csv")
    (row,) = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    assert ("merge", "ports-a", "ports-b", "Ann", "the same file") == (
        row["decision"], row["work"], row["other"], row["who"], row["why"],
    )  # fmt: skip
    assert re.fullmatch("[0-9a-f]{16}", row["seen"])
    assert [] == desk.questions()
    assert "build: 2 works" in desk.run("build")
    assert "ports-a: listed" in desk.run("explain", "ports-b")
    path.unlink()
    assert "build: 3 works" in desk.run("build")


def test_a_decision_is_asked_again_when_the_source_says_something_else(desk):
    """It holds until then, and after it is confirmed it is not asked about."""
    desk.run(
        "decide", "set", "pots", "--field", "date", "--value", "2018", "--who", "Ann", "--why", "imprint"
    )
    (asked,) = desk.questions()
    assert ["ports-a", "ports-b"] == asked["works"]

    desk.keep(ROWS.replace(",2019,", ",2020,"), 2)

    again, _ = desk.questions()
    assert (
        "pots: does the decision 'set date 2018' still hold? the sources say something else now"
        == again["about"]
    )
    assert ["yes"] == again["answers"]
    desk.run("review", again["id"], "yes", "--who", "Bo", "--why", "asked the author")
    (asked,) = desk.questions()
    assert ["ports-a", "ports-b"] == asked["works"]


def test_one_question_after_the_other_is_asked(desk):
    """What is put off is asked again the next time."""
    call = ("review", "--ask", "--who", "Ann", "--why", "two printings")

    later = desk.run(*call, said="later\n")
    parted = desk.run(*call, said="split\n")

    assert "1 question open" in later
    assert "split ports-a: written to" in parted
    assert [] == desk.questions()


def test_the_page_shows_both_works_and_escapes_what_they_say(desk):
    """A title from outside is text, never markup."""
    desk.keep(ROWS.replace("A copy.", "<script>alert(1)</script>"), 2)
    page = desk.folder / "questions.html"

    desk.run("review", "--html", str(page))

    html = page.read_text(encoding="utf-8")
    assert "Stackable learning in two ports" in html
    assert "&lt;script&gt;" in html
    assert "<script" not in html


def test_what_cannot_be_answered_or_decided_is_one_line(desk):
    """An unknown question, an unknown answer, an unknown work, a value that does not fit."""
    (asked,) = desk.questions()

    assert "no question 'q0'" in desk.run("review", "q0", "merge", "--who", "A", "--why", "b", code=1)
    assert "has no answer 'maybe'" in desk.run(
        "review", asked["id"], "maybe", "--who", "A", "--why", "b", code=1
    )
    assert "no work 'nowhere'" in desk.run("decide", "reject", "nowhere", "--who", "A", "--why", "b", code=1)
    assert "'merge' needs a value in column 'other'" in desk.run(
        "decide", "merge", "pots", "--who", "A", "--why", "b", code=2
    )
    assert not (desk.folder / "decisions").exists()


def test_check_names_a_mistake_in_a_file_of_decisions(desk):
    """With its file, line and column."""
    folder = desk.folder / "decisions"
    folder.mkdir()
    (folder / "a.csv").write_text("decision,work,who,when,why\nreject,pots,Ann,soon,no\n", encoding="utf-8")

    assert "a.csv:2: when: " in desk.run("check", code=1)


def test_a_rejected_work_leaves_the_site_and_a_kept_one_stays(desk):
    """The reason stands in the dataset; the change has the cause curator."""
    desk.run("build")
    desk.run("decide", "reject", "pots", "--who", "Ann", "--why", "beside the subject")
    desk.run(
        "decide", "set", "ports-a", "--field", "title", "--value", "Two ports", "--who", "Ann", "--why", "x"
    )

    desk.run("build")

    site = desk.folder / "var/site"
    moved = (site / "works/pots/index.html").read_text(encoding="utf-8")
    assert 'url=../../works/index.html"' in moved
    assert "noindex" in moved
    assert "pots" not in moved.lower()
    assert [("pots", "rejected by a curator", "Ann: beside the subject")] == [
        (row["key"], row["reason"], row["detail"]) for row in desk.rows("dropped")
    ]
    changed = [(row["work"], row["cause"], row["fields"]) for row in desk.rows("changes")]
    assert [("ports-a", "curator", "title")] == changed
    assert "Two ports" in (site / "works/ports-a/index.html").read_text(encoding="utf-8")


def test_the_example_in_the_documentation_is_replayed(built, tmp_path):
    """Its lines name works that are shipped, and do what they say."""
    (block,) = re.findall(r"```csv\n(.*?)```", (DOCS / "deciding.md").read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "example.csv").write_text(block, encoding="utf-8")

    with cataloguing(Place(built / "var"), read_decisions([tmp_path]), Judgement()) as works:
        relations, waiting = works.judge().relations, works.waiting()
        rejected, joined = works.work("enqa-2023-wg-report"), works.work("keevy-lure-microcredentials-acqf")
        forum = works.work("acqf-4th-forum-victoria-2024")

    assert None is rejected
    assert "acqf-2023-lure-of-micro-credentials" == joined.id
    assert "Victoria" == forum.item.place
    assert [("theme", "recognition")] == [(one.scheme, one.concept) for one in forum.judged if one.holds]
    assert ("be-vlor-microcredentials-en", "translation") in {(one.work, one.relation) for one in relations}
    assert [] == waiting


def test_the_suspected_duplicates_of_the_shipped_collections_are_offered(built):
    """Two notices of one report, and one essay in two places: a person sees both pairs."""
    with cataloguing(Place(built / "var"), (), Judgement()) as works:
        judgement = works.judge()

    pairs = {(one.work, one.other) for one in judgement.suspicions}
    assert {
        ("enqa-2023-wg-final-report-bac", "enqa-2023-wg-report"),
        ("acqf-2023-lure-of-micro-credentials", "keevy-lure-microcredentials-acqf"),
    } <= pairs
    assert len(pairs) < 40
    assert {} == judgement.members
