"""The index on disk: what an update does, and that all ways to a state lead to the same state."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import CorpusLocked, NotFound
from corpus.lock import one_writer
from corpus.values import TagDecision
from index.generations import FORMAT
from index.store import Update, open_index, update

DRIVERS = """
    [[concept]]
    id = "gap"
    label = {en = "Gap"}
    labels = {en = ["skills gap"]}
    [[concept]]
    id = "green"
    label = {en = "Greening"}
    labels = {en = ["green*"]}
"""
REGIONS = """
    [[concept]]
    id = "za"
    country = true
    [[concept]]
    id = "africa"
    label = {en = "Africa"}
    labels = {en = ["Africa"]}
    members = ["za"]
    [[concept]]
    id = "world"
    label = {en = "World"}
    members = ["africa"]
"""


@pytest.fixture
def shelf(work):
    return [
        work("a", "A skills gap in South Africa", labels=["driver/green"]),
        work("b", "Green jobs", note="Africa has no skills gap", language="en"),
        work("c", "Nothing of it"),
    ]


def files(folder):
    """The bytes of all files that are ours in the generation that counts."""
    manifest = json.loads((folder / "manifest.json").read_text())
    return {path.name: path.read_bytes() for path in (folder / manifest["generation"]).glob("*.jsonl")}


def rows(folder, book):
    """Concept, rule, words and reason of all tags by work."""
    with open_index(folder, book) as index:
        return {
            name: [(f"{tag.scheme}/{tag.concept}", tag.rule, tag.words, tag.by) for tag in tags]
            for name, tags in index.all_tags()
        }


def test_works_are_tagged_by_words_by_their_sources_and_by_implication(tmp_path, shelf, book):
    """
    Tags come by scheme and concept: given ones with their source, words with their label, implied ones
    with the member that implies them.
    """
    made = book(driver=DRIVERS, region=REGIONS)

    done = update(tmp_path / "index", shelf, made)

    assert Update(new=3) == done
    assert {
        "a": [
            ("driver/gap", "gap", "skills gap", "skills gap"),
            ("driver/green", "given", "", "shelf"),
            ("region/africa", "implied", "", "za"),
            ("region/world", "implied", "", "za"),
            ("region/za", "za", "South Africa", "South Africa"),
        ],
        "b": [
            ("driver/gap", "gap", "skills gap", "skills gap"),
            ("driver/green", "green", "Green", "green*"),
            ("region/africa", "africa", "Africa", "Africa"),
            ("region/world", "implied", "", "africa"),
        ],
    } == rows(tmp_path / "index", made)


def test_a_works_tags_and_concepts_are_found_by_its_id(tmp_path, shelf, book):
    """
    An index answers for one work; a work without tags, or unknown, has none.
    """
    made = book(driver=DRIVERS, region=REGIONS)
    update(tmp_path / "index", shelf, made)

    with open_index(tmp_path / "index", made) as index:
        assert ["gap", "green", "africa", "world"] == [tag.concept for tag in index.tags("b")]
        assert {"driver": ("gap", "green"), "region": ("africa", "world", "za")} == index.concepts_of("a")
        assert ((), {}, ()) == (index.tags("c"), index.concepts_of("c"), index.tags("zz"))


def test_what_a_person_said_of_a_tag_goes_before_words_and_labels(tmp_path, work, book):
    """
    A tag that a person took away is gone, also where words, a label or a member would cause it; one that a
    person gave is there, with the person; taken back, all is as before.
    """
    made = book(driver=DRIVERS, region=REGIONS)
    plain = work("a", "Skills gap in Africa", labels=["driver/gap", "region/za"])
    said = (
        TagDecision("driver", "gap", False, "Ann"),
        TagDecision("region", "africa", False, "Ann"),
        TagDecision("driver", "green", True, "Ann"),
    )
    update(tmp_path / "index", [plain], made, languages=("en",))
    before = rows(tmp_path / "index", made)

    update(tmp_path / "index", [replace(plain, judged=said, fingerprint="x")], made, languages=("en",))
    after = rows(tmp_path / "index", made)
    update(tmp_path / "index", [plain], made, languages=("en",))

    assert [
        ("driver/green", "decision", "", "Ann"),
        ("region/world", "implied", "", "za"),
        ("region/za", "given", "", "shelf"),
    ] == after["a"]
    assert before == rows(tmp_path / "index", made)


def test_what_words_say_against_a_person_is_kept_apart_to_measure_them(tmp_path, work, book):
    """
    A denied tag is no tag; that words still cause it is known, also after concepts and other works have changed.
    """
    said = (TagDecision("driver", "gap", False, "Ann"), TagDecision("driver", "green", False, "Ann"))
    one = replace(work("a", "Skills gap"), judged=said)
    made = book(driver=DRIVERS)
    changed = book(driver=DRIVERS + '\n    [[concept]]\n    id = "new"\n    label = {en = "New"}\n')
    update(tmp_path / "index", [one], made, languages=("en",))

    for book_now, works in ((made, [one]), (changed, [one]), (changed, [one, work("b", "Skills gap")])):
        update(tmp_path / "index", works, book_now, languages=("en",))
        with open_index(tmp_path / "index", book_now) as index:
            assert () == index.tags("a")
            assert ["Skills gap"] == [tag.words for tag in index.denied("a")]
            assert {} == index.concepts_of("a")
            assert () == index.denied("b")


def test_a_kind_that_is_a_concept_is_given(tmp_path, work, book):
    """
    Where the kinds are a scheme, a work's kind is a tag like any other, given by its source.
    """
    made = book(kind='[[concept]]\nid = "policy"\nlabel = {en = "Policy"}\n')
    update(tmp_path / "index", [work("a", kind="policy"), work("b", kind="video")], made)

    assert {"a": [("kind/policy", "given", "", "shelf")]} == rows(tmp_path / "index", made)


def test_nothing_is_written_when_nothing_changed(tmp_path, shelf, book):
    """
    A second update with the same works and concepts leaves every file as it is.
    """
    made = book(driver=DRIVERS)
    update(tmp_path / "index", shelf, made)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "index").rglob("*") if path.is_file()}

    done = update(tmp_path / "index", iter(shelf), made)

    assert Update(unchanged=3) == done
    after = {path: path.stat().st_mtime_ns for path in (tmp_path / "index").rglob("*") if path.is_file()}
    assert {p: t for p, t in before.items() if "corpus.lock" not in p.name} == {
        p: t for p, t in after.items() if "corpus.lock" not in p.name
    }


def test_only_what_changed_is_counted(tmp_path, work, shelf, book):
    """
    New, changed and removed works are told apart from those that stayed as they were.
    """
    made = book(driver=DRIVERS)
    update(tmp_path / "index", shelf, made)

    done = update(tmp_path / "index", [shelf[0], work("b", "Blue jobs"), work("d", "green")], made)

    assert Update(new=1, changed=1, removed=1, unchanged=1) == done
    assert ["a", "d"] == list(rows(tmp_path / "index", made))


def test_a_changed_concept_is_looked_for_again_in_all_works(tmp_path, shelf, book):
    """
    Another label tags old works too; concepts that did not change keep their tags untouched.
    """
    update(tmp_path / "index", shelf, book(driver=DRIVERS))
    changed = book(driver=DRIVERS.replace('"green*"', '"nothing of it"'))

    done = update(tmp_path / "index", shelf, changed)

    assert Update(unchanged=3, retagged=1) == done
    assert {
        "a": [("driver/gap", "gap", "skills gap", "skills gap"), ("driver/green", "given", "", "shelf")],
        "b": [("driver/gap", "gap", "skills gap", "skills gap")],
        "c": [("driver/green", "green", "Nothing of it", "nothing of it")],
    } == rows(tmp_path / "index", changed)


def test_a_removed_concept_takes_its_tags_along(tmp_path, shelf, book):
    """
    Tags of a concept that no sheet has any more are gone; its given labels are reported as unknown.
    """
    update(tmp_path / "index", shelf, book(driver=DRIVERS))
    less = book(driver=DRIVERS.partition('[[concept]]\n    id = "green"')[0])

    done = update(tmp_path / "index", shelf, less)

    assert Update(unchanged=3, unknown=("driver/green",)) == done
    assert {"gap"} == {
        row[0].partition("/")[2] for of in rows(tmp_path / "index", less).values() for row in of
    }


def test_a_changed_hierarchy_changes_what_is_implied(tmp_path, shelf, book):
    """
    Groups are derived anew without looking for any word again.
    """
    update(tmp_path / "index", shelf, book(region=REGIONS))
    changed = book(region=REGIONS.replace('members = ["africa"]', 'members = ["za"]'))

    done = update(tmp_path / "index", shelf, changed)

    assert Update(unchanged=3, unknown=("driver/green",)) == done
    assert [("region/africa", "africa", "Africa", "Africa")] == rows(tmp_path / "index", changed)["b"]


def test_other_languages_make_the_index_anew(tmp_path, work, book):
    """
    What counts everywhere depends on the observatory's languages, so all works are read again.
    """
    made = book(driver='[[concept]]\nid = "a"\nlabel = {en = "A"}\nlabels = {fr = ["lacune"]}\n')
    works = [work("a", "Une lacune", language="en")]
    update(tmp_path / "index", works, made)

    done = update(tmp_path / "index", works, made, languages=("en", "fr"))

    assert Update(new=1) == done
    assert ["a"] == list(rows(tmp_path / "index", made))


def test_an_index_of_another_format_is_made_anew(tmp_path, shelf, book):
    """
    What another version wrote is not read; it is replaced.
    """
    made = book(driver=DRIVERS)
    update(tmp_path / "index", shelf, made)
    manifest = tmp_path / "index" / "manifest.json"
    manifest.write_text(manifest.read_text().replace(f'"format": {FORMAT}', '"format": 0'))

    with pytest.raises(NotFound, match="no index here that this version can read"):
        open_index(tmp_path / "index", made)
    assert Update(new=3) == update(tmp_path / "index", shelf, made)


def test_two_updates_do_not_write_at_once(tmp_path, shelf, book):
    """
    The second of two writers is turned away with a sentence.
    """
    with (
        one_writer(tmp_path / "index", "updating the index"),
        pytest.raises(CorpusLocked, match="updating the index"),
    ):
        update(tmp_path / "index", shelf, book(driver=DRIVERS))


def test_a_reader_keeps_its_state_while_the_index_is_updated(tmp_path, work, shelf, book):
    """
    An index that is open answers as before, though the files behind it were replaced.
    """
    made = book(driver=DRIVERS)
    update(tmp_path / "index", shelf, made)

    with open_index(tmp_path / "index", made) as index:
        update(tmp_path / "index", [work("z", "green")], made)
        assert ["a", "b"] == [name for name, _ in index.all_tags()]
        assert ["b"] == [hit.work for hit in index.search("green jobs").hits]
    assert ["z"] == list(rows(tmp_path / "index", made))


def test_an_error_while_reading_works_leaves_the_old_state(tmp_path, work, shelf, book):
    """
    When the works break off, nothing of the update remains.
    """
    made = book(driver=DRIVERS)
    update(tmp_path / "index", shelf, made)
    before = files(tmp_path / "index")

    def broken():
        yield work("new", "green")
        raise OSError("the shelf fell")

    with pytest.raises(OSError, match="the shelf fell"):
        update(tmp_path / "index", broken(), made)

    assert before == files(tmp_path / "index")
    assert 1 == len(list((tmp_path / "index").glob("g*")))


TITLES = ("skills gap", "Green Africa", "South Africa", "a green skills gap", "nothing")
STEP = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(TITLES), max_size=5)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(STEP, st.integers(0, 2)), min_size=2, max_size=4))
def test_all_ways_to_a_state_give_the_same_bytes(tmp_path_factory, work, book, steps):
    """
    Works and concepts that come in steps give the files that they give when they come at once.
    """
    labels = DRIVERS.replace('"green*"', '"gap"')
    variants = [
        book(driver=DRIVERS, region=REGIONS),
        book(driver=labels, region=REGIONS),
        book(driver=DRIVERS),
    ]
    stepwise, at_once = tmp_path_factory.mktemp("a"), tmp_path_factory.mktemp("b")
    for titles, variant in steps:
        works = [work(name, title, labels=["region/africa"]) for name, title in titles.items()]
        update(stepwise, works, variants[variant])

    update(at_once, reversed(works), variants[variant])

    assert files(at_once) == files(stepwise)


KILLED = """
    import os, signal, sys
    from dataclasses import replace
    from pathlib import Path
    from corpus.values import Item, Work
    from index.concepts import load_book
    from index.store import update

    folder, concepts, when = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

    def die():
        os.kill(os.getpid(), signal.SIGKILL)

    def works():
        for number in range(120):
            if when == "reading" and number == 110:
                die()
            yield Work(f"n{number}", Item("k", "report", "A skills gap"), (), (), "", "", "", "listed", "2")

    def progress(step, done, total):
        if (step, done) == {"tagging": ("tags", 0), "tagged": ("tags", 1)}.get(when):
            die()

    if when == "publishing":
        Path.replace = lambda *_: die()
    update(folder, works(), load_book([concepts]), progress=progress)
"""


@pytest.mark.parametrize("when", ["reading", "tagging", "tagged", "publishing"])
def test_whoever_is_killed_leaves_the_old_state(tmp_path, shelf, book, when):
    """
    After kill -9 at any step the old state is read, and the next update sweeps up and succeeds.
    """
    made = book(driver=DRIVERS)
    folder = tmp_path / "index"
    update(folder, shelf, made)
    before, tags = files(folder), rows(folder, made)

    command = [sys.executable, "-c", dedent(KILLED), str(folder), str(tmp_path / "concepts0"), when]
    died = subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})

    assert -signal.SIGKILL == died.returncode
    assert (before, tags) == (files(folder), rows(folder, made))
    assert Update(unchanged=3) == update(folder, shelf, made)
    assert ["g000001"] == [path.name for path in folder.glob("g*")]
    assert Update(new=0, changed=0, removed=1, unchanged=2) == update(folder, shelf[:2], made)
