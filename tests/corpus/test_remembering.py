"""Works compared with a memory: the same judgement as from scratch, and only what is new is compared."""

import random
from dataclasses import replace

import pytest

from corpus import judging, remembering
from corpus.blocking import LARGEST
from corpus.dates import PartialDate
from corpus.judging import judge
from corpus.remembering import Memory, read_memory, write_memory
from corpus.values import Item, Record
from corpus.works import assemble

WORDS = [
    "port",
    "skill",
    "learner",
    "credit",
    "course",
    "teacher",
    "harbour",
    "ministry",
    "region",
    "survey",
    "draft",
    "annex",
    "part",
]
PEOPLE = ("Moyo, Ann", "Li, Wei", "Østergård, Kim", "Sato, Emi", "Cruz, Ines")


def work(id_: str, source: str, version: int = 1, **fields: object):
    """A work of one record."""
    given = {"title": "Editorial", **fields}
    item = Item("k", "report", methods=dict.fromkeys(given, "feed"), **given)
    day = "2026-03-01T00:00:00+00:00"
    return assemble(id_, [Record(f"r{id_}", source, version, item, day, day, day, "listed", day)])


class History:
    """A corpus that grows, changes and shrinks by chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.works = {f"e{n:03}": work(f"e{n:03}", f"s{n}") for n in range(LARGEST + 5)}
        self.step(30)

    def step(self, count: int) -> None:
        chance = self.chance
        for _ in range(count):
            match chance.choice(["new", "new", "new", "copy", "change", "gone"]):
                case "new":
                    self.put(f"w{chance.randrange(10**6):06}", self.made())
                case "copy":
                    other = chance.choice(list(self.works.values())).item
                    fields = {"title": other.title.upper(), "authors": other.authors, "date": other.date}
                    self.put(f"w{chance.randrange(10**6):06}", fields)
                case "change":
                    self.put(chance.choice(sorted(self.works)), self.made())
                case "gone":
                    del self.works[chance.choice(sorted(self.works))]

    def put(self, id_: str, fields: dict[str, object]) -> None:
        before = self.works.get(id_)
        version = before.records[0].version + 1 if before else 1
        self.works[id_] = work(id_, f"s{self.chance.randrange(4)}", version, **fields)

    def made(self) -> dict[str, object]:
        chance = self.chance
        number = chance.randrange(20)
        return {
            "title": " ".join(chance.sample(WORDS, 5)), "authors": tuple(chance.sample(PEOPLE, 2)),
            "date": PartialDate(f"20{chance.randrange(18, 22)}", "feed"),
            "url": f"https://e.org/{chance.choice(['en', 'fr'])}/{number}",
            "language": chance.choice(["en", "fr"]), "abstract": " ".join(chance.choices(WORDS, k=40)),
        }  # fmt: skip

    def judged(self, memory: Memory | None = None):
        works = [self.works[id_] for id_ in sorted(self.works)]
        return judge(works, {}, (), memory=memory, read=self.works.get)


@pytest.mark.parametrize("seed", range(4))
def test_a_memory_changes_no_judgement(seed, tmp_path):
    """Along any history the works are judged as if they were all compared anew."""
    history, memory, notes = History(seed), Memory(), tmp_path / "compared.npz"
    for _ in range(4):
        judgement, memory = history.judged(memory)
        write_memory(notes, memory)
        memory = read_memory(notes)

        assert history.judged() == (judgement, memory)
        history.step(12)


def test_only_what_is_new_or_changed_is_compared(monkeypatch):
    """Each work that is described again is one that changed, or one that meets such a one."""
    history = History(1)
    _, memory = history.judged()
    compared = []
    compare = judging.compare
    monkeypatch.setattr(
        judging, "compare", lambda *both: compared.append({one.id for one in both}) or compare(*both)
    )
    history.judged(memory)
    assert [] == compared

    history.put("w-new", history.made())
    history.judged(memory)
    assert compared
    assert all("w-new" in pair for pair in compared)


def test_other_rules_make_the_memory_void(tmp_path, monkeypatch):
    """What was compared by them says nothing of these."""
    notes = tmp_path / "compared.npz"
    write_memory(notes, History(2).judged()[1])
    assert read_memory(notes) != Memory()
    monkeypatch.setattr(remembering, "_RULES", remembering._RULES[1:])

    assert Memory() == read_memory(notes)


@pytest.mark.parametrize("body", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_a_memory_that_cannot_be_read_is_none(tmp_path, body):
    """Everything is compared anew."""
    notes = tmp_path / "compared.npz"
    notes.write_bytes(body)

    assert Memory() == read_memory(notes)


def test_a_page_and_its_own_address_are_one():
    """Two lists name one page by different addresses; the page says which is its own."""
    first = work(
        "a", "one", title="Learning in two old ports", url="https://e.org/?p=7", canonical="https://e.org/ports"
    )
    second = work("b", "two", title="Learning in two old ports", url="https://www.e.org/ports/")
    other = work("b", "two", title="Learning in two old ports", url="https://e.org/bridges")

    assert [{"a": ("a", "b")}, {}] == [
        dict(judge([first, one], {}, ())[0].members) for one in (second, other)
    ]


def test_the_same_file_joins_what_lists_call_otherwise():
    """Its address or its text; people and year must not speak against it."""
    said = {"authors": PEOPLE[:2], "date": PartialDate("2021", "feed")}
    text = "Web.\x1c" + " ".join(WORDS * 20)
    first = work("a", "one", title="Learning in two ports", text=text, **said)
    second = work("b", "two", title="Learning in two ports: report", text=text.replace(" ", "\n"), **said)
    other = replace(second, item=replace(second.item, text="Web.\x1c" + " ".join(WORDS[::-1] * 20)))

    judged = [judge([first, one], {}, ())[0] for one in (second, other)]

    assert [{"a": ("a", "b")}, {}] == [dict(one.members) for one in judged]
