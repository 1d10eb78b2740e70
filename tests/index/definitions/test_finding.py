"""Definitions of works: found in their texts, and given by their sources."""

from pathlib import Path

from corpus.dates import PartialDate
from corpus.values import Definition, Item, Work
from index.concepts import load_book
from index.definitions.finding import given
from index.definitions.pieces import pieces
from index.definitions.sentences import sentences
from index.definitions.tracking import track
from index.definitions.units import load_units
from index.tags import Tag


def work(name="w", **fields):
    item = Item(
        name, fields.pop("kind", "report"), "A title", date=PartialDate("2024-05", "curator"), **fields
    )
    return Work(name, item, (), (), "", "", "", "listed", "")


def tagged(one, words="hive"):
    """The tags of a work whose texts name the thing."""
    fields = [name for name in ("note", "abstract", "text") if words in (getattr(one.item, name) or "")]
    return [Tag(one.id, "topic", "hive", name, 0, 4, "hive", "v", words) for name in fields]


def test_a_definition_found_says_where_it_stands(finder):
    """The passage is cut out of its field."""
    text = "Bees are many.\n\nThe Bee Board (2021) defines a hive as a small box for bees. Nothing else."
    one = work(abstract=text)

    (found,) = finder.found(list(pieces(one, tagged(one))))

    assert ("found", "abstract", "Bee Board", "sentence", 2021) == (
        found.origin, found.field, found.by, found.by_from, found.year,
    )  # fmt: skip
    assert text[found.start :].startswith(found.passage)
    assert found.passage == "The Bee Board (2021) defines a hive as a small box for bees."


def test_a_work_that_names_nobody_speaks_for_itself(finder):
    """A policy by its publisher, other works by those who sign them; the year is the work's."""
    text = "A hive is a record of honey."
    law = work("law", note=text, kind="policy", publisher="Bee Board", authors=("Moyo",))
    paper = work("paper", note=text, publisher="Bee Board", authors=("Moyo", "Banda"))

    found = finder.found([piece for one in (law, paper) for piece in pieces(one, tagged(one))])

    assert [("Bee Board", "work", 2024), ("Moyo; Banda", "work", 2024)] == [
        (one.by, one.by_from, one.year) for one in found
    ]


def test_only_texts_that_name_the_thing_are_read():
    """Without a tag nothing is looked for."""
    one = work(note="A hive is a record of honey.")

    assert [] == list(pieces(one, []))


def test_a_definition_given_keeps_what_its_source_says(book):
    """Its traits have no words; its volume is read."""
    one = work(definition=Definition("Bee Board", "hive", ("assessed",), 2020, "5 to 40 credits"))

    found = given(one, book, load_units())

    assert ("given", "topic/hive", "5 to 40 credits", 400) == (
        found.origin, found.concept, found.volume, found.amounts[0].hours_high,
    )  # fmt: skip
    assert found.states("assessed")


def test_a_short_form_ends_no_sentence():
    """What goes on with a digit after it belongs to it."""
    text = "Selon l'art. 5, une ruche est une boîte. Fin."

    assert ["Selon l'art. 5, une ruche est une boîte.", "Fin."] == [
        text[a:b] for a, b, _ in sentences(text, "fr")
    ]


def test_the_words_of_definitions_are_not_looked_for_in_whole_works():
    """Their schemes say so, and the book of works is without them."""
    shipped = load_book([Path(__file__).parents[3] / "index" / "concepts"])

    left = {scheme.id for scheme in shipped.schemes} - {scheme.id for scheme in shipped.of_works().schemes}

    assert left == {"trait", "definition"}


def test_a_given_definition_takes_the_words_of_its_work(book):
    """What both state has words, what only the source gives has none, and amounts elsewhere stand by themselves."""
    text = "A hive is a short course. Hives of 40 hours are sold. Bees took 30 hours."
    one = work(note=text, definition=Definition("Bee Board", "hive", ("assessed", "limited-scope"), 2020))

    tracked = track([one], lambda _: tagged(one), book, ("en",))

    (found,) = tracked.definitions
    assert [("assessed", ""), ("limited-scope", "short")] == [
        (trait.id, trait.words) for trait in found.traits
    ]
    assert [("40 hours", "")] == [(stated.amount.words, stated.definition) for stated in tracked.stated]
