"""Concepts as Whoosh queries, run by Whoosh itself."""

import pytest
from whoosh.filedb.filestore import RamStorage

from index.compile import concept_query, query, rules
from index.fields import document, schema
from index.patterns import holders, pattern

SHEET = """
    [[concept]]
    id = "gap"
    label = {en = "Gap"}
    labels = {en = ["skills gap", "mismatch*"]}
    exact = ["CPD"]
    [[concept.near]]
    words = [["skill*"], ["shortage*", "lack"]]
    within = 3
"""


@pytest.fixture
def searcher(work):
    index = RamStorage().create_index(schema())
    writer = index.writer()
    texts = {
        "a": "the skills gap",
        "b": "mismatched",
        "c": "a lack of digital skills",
        "d": "skills, not a gap",
    }
    for name, text in texts.items():
        writer.add_document(**document(work(name, note=text), "en"))
    writer.commit()
    with index.searcher() as opened:
        yield opened


def test_a_concept_is_one_query_that_whoosh_runs(searcher, book):
    """
    The positive rules of a concept, as one query, find the works that they describe.
    """
    concept = book(driver=SHEET).concept("driver", "gap")

    hits = searcher.search(concept_query(concept, "note"), limit=None)

    assert ["a", "b", "c"] == sorted(hit["id"] for hit in hits)


def test_the_spans_of_a_query_are_the_places_of_the_words(searcher, book):
    """
    A rule's query says by its spans which characters match.
    """
    near = rules(book(driver=SHEET).concept("driver", "gap"))[-1]

    matcher = query(near, "note").matcher(searcher)
    spans = [
        (searcher.stored_fields(matcher.id())["id"], span.startchar, span.endchar) for span in matcher.spans()
    ]

    assert [("c", 2, len("a lack of digital skills"))] == spans


def test_a_label_that_holds_punctuation_is_found_with_and_without_it(work, book):
    """
    A comma in a label allows one in the text, and asks for none.
    """
    made = book(driver='[[concept]]\nid = "a"\nlabel = {en = "A"}\nlabels = {en = ["Korea, Republic of"]}\n')
    index = RamStorage().create_index(schema())
    writer = index.writer()
    for name, text in {
        "a": "Korea, Republic of",
        "b": "Korea Republic of",
        "c": "Korea is a republic of",
    }.items():
        writer.add_document(**document(work(name, note=text), "en"))
    writer.commit()

    with index.searcher() as searcher:
        hits = searcher.search(concept_query(made.concept("driver", "a"), "note"))
        assert ["a", "b"] == sorted(hit["id"] for hit in hits)


def test_labels_know_the_longer_ones_they_stand_in():
    """
    Beginnings count: "credential*" stands in "micro cred*", for a text may mean both by one word.
    """
    labels = [pattern(text) for text in ("credential*", "micro cred*", "digital credential", "micro")]

    held = holders(labels)

    assert {
        pattern("credential*"): (pattern("digital credential"), pattern("micro cred*")),
        pattern("micro"): (pattern("micro cred*"),),
    } == held
