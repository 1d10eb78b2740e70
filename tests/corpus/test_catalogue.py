"""Works as rules and people see them: joined, kept apart, set right, taken out, and asked about again."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus.answers import Answer
from corpus.database.catalogue import Catalogue
from corpus.dates import PartialDate
from corpus.decisions import Decision
from corpus.judgement import Judgement, read_judgement, write_judgement
from corpus.ledger import Run
from corpus.store import Place, cataloguing, writing
from corpus.values import Item, TagDecision


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def item(key: str, title: str = "Stackable learning in two ports", **more: object) -> Item:
    fields = {
        "authors": ("Moyo, Ann", "Li, Wei"), "date": PartialDate("2021", "feed"), "publisher": "Port Press",
    } | more  # fmt: skip
    names = ["title", *fields]
    return Item(key, "report", title, methods=dict.fromkeys(names, "feed"), **fields)


def read(place: Place, source: str, *items: Item, day: int = 1) -> None:
    """Keep one answer of a source, as a harvest would."""
    clock = lambda: datetime(2026, 3, day, tzinfo=UTC)  # noqa: E731
    with writing(place, "a test", clock) as (writer, _, _):
        run = writer.start_run(source)
        body = f"{source} {day}".encode()
        writer.keep(run, Answer(f"https://{source}.example/list", 200, body), items, (), "r1")
        writer.end_run(run, Run(run, source, "", outcome="ok"), healthy=True, whole=True)


def decision(verb: str, work: str, **more: str) -> Decision:
    common = {"who": "Ann", "when": date(2026, 4, 1), "why": "seen"}
    return Decision.model_validate({"decision": verb, "work": work, **common, **more})


def seen(place: Place, *decisions: Decision) -> Catalogue:
    """The catalogue after judging, still usable since each method opens its own connection."""
    with cataloguing(place, decisions, Judgement()) as catalogue:
        catalogue.judge()
        return catalogue


def ids(catalogue: Catalogue) -> list[str]:
    return [work.id for work in catalogue.works()]


def test_works_of_two_sources_that_agree_are_one_and_the_older_id_stays(place):
    """A better record that comes later changes no id; both ids lead to the work."""
    read(place, "a", item("1", url="https://a.example/1"))
    (old,) = ids(seen(place))

    read(place, "b", item("x", url="https://b.example/x", doi="10.1000/x", abstract="On docks."), day=2)

    catalogue = seen(place)
    (work,) = catalogue.works()
    assert (old, "On docks.", ("a", "b")) == (work.id, work.item.abstract, work.sources)
    ((first, (_, second)),) = catalogue.judgement.members.items()
    assert first == old
    assert catalogue.work(second) == work


def test_the_order_in_which_sources_are_read_changes_the_id_and_nothing_else(tmp_path):
    """The same facts give the same work, whichever came first."""
    made = []
    for name, order in (("one", "ab"), ("two", "ba")):
        place = Place(tmp_path / name)
        for day, source in enumerate(order, 1):
            read(place, source, item(source, url=f"https://{source}.example/1"), day=day)
        (work,) = seen(place).works()
        made.append((work.item.title, work.item.authors, sorted(work.sources)))

    assert made[0] == made[1]


def test_what_one_source_lists_twice_is_offered_and_not_joined(place):
    """A person is asked; the reasons are given."""
    read(place, "a", item("1", url="https://a.example/1"), item("2", url="https://a.example/2"))

    catalogue = seen(place)

    assert 2 == len(ids(catalogue))
    ((suspicion),) = catalogue.judgement.suspicions
    assert "+ same title" in suspicion.reasons


def test_a_chain_never_joins_what_one_source_lists_twice(place):
    """Two items of a source stay two, though a third work is the same as each."""
    read(place, "a", item("1", url="https://a.example/1"), item("2", url="https://a.example/2"))
    read(place, "b", item("x", url="https://b.example/x"), day=2)

    assert 2 == len(ids(seen(place)))


def test_what_a_person_joins_is_one_and_what_a_person_parts_is_two(place):
    """Against the rules in both directions; without the decision all is as before."""
    read(
        place,
        "a",
        item("1", "Clay pots", url="https://a.example/1", authors=()),
        item("2", url="https://a.example/2"),
    )
    read(place, "b", item("x", url="https://b.example/x"), day=2)
    clay, ports = ids(seen(place))
    third = seen(place).judgement.members[ports][1]

    assert [clay] == ids(seen(place, decision("merge", clay, other=ports)))
    assert [clay, ports, third] == ids(seen(place, decision("split", ports, other=third)))
    assert [clay, ports] == ids(seen(place))


def test_the_id_that_a_person_names_stays(place):
    """In a merge by hand the first id is the one that is kept."""
    read(place, "a", item("1", "Clay pots", authors=()), item("2"))
    clay, ports = ids(seen(place))

    assert [ports] == ids(seen(place, decision("merge", ports, other=clay)))


def test_records_joined_by_an_address_can_be_parted(place):
    """A record that does not belong becomes a work under its own id, and goes back when the line is gone."""
    read(place, "a", item("1", url="https://e.org/list"))
    read(place, "b", item("x", "Clay pots", url="https://e.org/list", authors=("Sato, Emi",)), day=2)
    (work,) = seen(place).works()
    assert 2 == len(work.records)
    stranger = next(record.id for record in work.records if record.source == "b")

    made = decision("split", work.id, other=stranger)
    bound = made.model_copy(update={"seen": seen(place).hash_of(made)})
    parted = seen(place, bound, decision("set", stranger, field="title", value="Pots of clay"))

    assert {(work.id, ("a",)), (stranger, ("b",))} == {(one.id, one.sources) for one in parted.works()}
    assert sorted(ids(parted)) == ids(parted)
    assert [] == parted.waiting()
    assert "Pots of clay" == parted.work(stranger).item.title
    assert [work.id] == ids(seen(place))


def test_a_rejected_work_is_gone_and_its_reason_is_kept(place):
    """It stays among the facts, and in what was dropped."""
    read(place, "a", item("1"), item("2", "Clay pots", authors=()))
    first, second = ids(seen(place))

    catalogue = seen(place, decision("reject", first, why="an advertisement"))

    assert [second] == ids(catalogue)
    assert None is catalogue.work(first)
    (row,) = catalogue.dropped()
    assert ("rejected by a curator", "Ann: an advertisement", first) == (row.reason, row.detail, row.key)
    assert catalogue.fact(first) is not None


def test_a_field_that_a_person_set_wins_and_the_loser_is_kept(place):
    """The value, who set it and why stand first; what the source said stands behind, not used."""
    read(place, "a", item("1", language="en"))
    (id_,) = ids(seen(place))

    (work,) = seen(
        place, decision("set", id_, field="date", value="2020-05"), decision("set", id_, field="language")
    ).works()

    assert ("2020-05", "curator", None) == (work.item.date.value, work.item.date.method, work.item.language)
    dates = [(one.value, one.method, one.used) for one in work.origins if one.field == "date"]
    assert [("2020-05", "decision", True), ("2021", "feed", False)] == dates
    assert work.fingerprint != next(seen(place).works()).fingerprint


def test_what_a_person_said_of_a_tag_goes_with_the_work(place):
    """The index reads it there."""
    read(place, "a", item("1"))
    (id_,) = ids(seen(place))

    (work,) = seen(
        place,
        decision("tag", id_, field="theme", value="x"),
        decision("untag", id_, field="region", value="ke"),
    ).works()

    assert (TagDecision("theme", "x", True, "Ann"), TagDecision("region", "ke", False, "Ann")) == work.judged


def test_a_decision_waits_when_its_text_has_changed(place):
    """Not before; a change of another field does not matter; until then it holds."""
    read(place, "a", item("1"))
    (id_,) = ids(seen(place))
    made = decision("set", id_, field="date", value="2020")
    bound = made.model_copy(update={"seen": seen(place).hash_of(made)})

    read(place, "a", item("1", publisher="Harbour Press"), day=2)
    assert [] == seen(place, bound).waiting()

    read(place, "a", item("1", date=PartialDate("2022", "feed")), day=3)
    (waiting,) = seen(place, bound).waiting()
    assert (bound, "the sources say something else now") == (waiting.decision, waiting.why)
    assert "2020" == next(seen(place, bound).works()).item.date.value


def test_a_decision_on_a_work_that_is_not_there_waits(place):
    """It is named, and disturbs nothing."""
    read(place, "a", item("1"))

    catalogue = seen(place, decision("reject", "nowhere"), decision("merge", "nowhere", other="neither"))

    assert 1 == len(ids(catalogue))
    assert ["there is no such work"] * 2 == [waiting.why for waiting in catalogue.waiting()]


def test_translations_and_drafts_are_related_and_not_joined(place):
    """Each keeps its page; the relation has a name and a reason."""
    read(place, "a", item("1", "Skills for ports", url="https://a.example/en/1", language="en"))
    read(
        place, "b",
        item("2", "Des compétences pour les ports", url="https://a.example/fr/1", language="fr"),
        item("3", "Draft: skills for ports", url="https://b.example/3", language="en"), day=2,
    )  # fmt: skip

    catalogue = seen(place)

    one, two, three = ids(catalogue)
    assert {(three, "draft", one), (one, "translation", two)} == {
        (relation.work, relation.relation, relation.other) for relation in catalogue.judgement.relations
    }


def test_a_relation_by_hand_settles_the_question(place):
    """The pair is not asked about again, and not joined."""
    read(place, "a", item("1", url="https://a.example/1"))
    read(place, "b", item("x", url="https://b.example/x"), day=2)
    first, second = (work.id for work in seen(place).facts())

    catalogue = seen(place, decision("relate", second, value="version", other=first))

    assert [first, second] == ids(catalogue)
    ((relation),) = catalogue.judgement.relations
    assert (second, "version", first, "decision of Ann") == (
        relation.work, relation.relation, relation.other, relation.why,
    )  # fmt: skip
    assert () == catalogue.judgement.suspicions


def test_a_judgement_is_read_as_it_was_written(place, tmp_path):
    """A file that is absent or damaged is an empty judgement: the next build makes it again."""
    read(place, "a", item("1", url="https://a.example/1"), item("2", url="https://a.example/2"))
    read(place, "b", item("x", "Draft: stackable learning in two ports", url="https://b.example/x"), day=2)
    judgement = seen(place).judgement
    path = tmp_path / "judgement.json"

    write_judgement(path, judgement)

    assert judgement == read_judgement(path)
    path.write_text('{"members": 3}')
    assert Judgement() == read_judgement(path) == read_judgement(tmp_path / "absent.json")
