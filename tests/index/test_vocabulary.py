"""All words of an index, for a search where Whoosh is not."""

from index.reading import open_index
from index.store import update


def test_its_numbers_are_the_places_of_the_ids(tmp_path, book, work):
    """A word says which works have it, in which field, how often, where, and in which other forms."""
    concepts = book(theme="")
    works = [
        work("b", "Skills and skills", language="en"),
        work("a", "Skill", note="Of skills", language="en"),
    ]
    update(tmp_path / "index", works, concepts)
    with open_index(tmp_path / "index", concepts) as index:
        vocabulary = index.vocabulary()
        words = {one.word: one for one in vocabulary.words()}
        places = {one.word: one.places for one in vocabulary.placed()}

    assert ("a", "b") == vocabulary.ids
    assert {"title": [(1, 2)], "note": [(0, 1)]} == words["skills"].times
    assert {"title": [(1, [0, 2])], "note": [(0, [1])]} == places["skills"]
    assert {"en": (("skill", 0),)} == words["skills"].forms


def test_forms_are_told_where_both_words_are_first_there(tmp_path, book, work):
    """So what is said of an early part stays when a later part brings another form."""
    concepts = book(theme="")
    works = [
        work(name, title, language="en")
        for name, title in (("a", "Skills"), ("b", "Skill"), ("c", "Skilled"))
    ]
    update(tmp_path / "index", works, concepts)
    with open_index(tmp_path / "index", concepts) as index:
        words = {one.word: one.forms for one in index.vocabulary().words([0, 1, 2])}

    assert {"en": (("skill", 1), ("skilled", 2))} == words["skills"]
    assert {"en": (("skill", 2), ("skills", 2))} == words["skilled"]
