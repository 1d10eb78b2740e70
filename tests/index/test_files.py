"""The words of an index are read piece by piece from their files."""

import random
import tracemalloc
from contextlib import closing

import pytest
from whoosh.index import create_in, open_dir

from index.fields import schema
from index.files import open_words


def write(folder, documents):
    """An index of so many documents, each with its number and a hundred words that no other has."""
    folder.mkdir()
    letters = random.Random(1)
    writer = create_in(folder, schema()).writer()
    for number in range(documents):
        words = " ".join("".join(letters.choices("abcdefgh", k=12)) for _ in range(100))
        writer.add_document(id=f"w{number:03}", title=f"Number {number}", abstract=f"honey {words}")
    writer.commit()


def told(index):
    """What an index says: its words, and of each where it stands."""
    with index.searcher() as searcher:
        reader = searcher.reader()
        return [
            (name, text, [(m.id(), m.value_as("positions")) for m in _each(reader.postings(name, text))])
            for name in ("title", "abstract")
            for text in reader.lexicon(name)
        ] + [reader.stored_fields(number) for number in reader.all_doc_ids()]


def _each(matcher):
    while matcher.is_active():
        yield matcher
        matcher.next()


def test_it_says_what_whoosh_says(tmp_path):
    """Words, places and stored texts are the same as when Whoosh reads in its own way."""
    write(tmp_path / "words", 20)

    whole, pieces = open_dir(tmp_path / "words", schema=schema()), open_words(tmp_path / "words")
    with closing(whole), closing(pieces):
        expected, found = told(whole), told(pieces)

    assert 2000 < len(expected)
    assert expected == found


def test_opening_holds_no_copy(tmp_path):
    """However large the files are, opening them and finding a word takes little."""
    write(tmp_path / "words", 200)
    size = sum(file.stat().st_size for file in (tmp_path / "words").glob("*.seg"))

    tracemalloc.start()
    with closing(open_words(tmp_path / "words")) as index, index.searcher() as searcher:
        found = searcher.reader().doc_frequency("abstract", "honey")
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert 200 == found
    assert size > 1_000_000
    assert held < size / 4


def test_what_was_closed_is_not_read(tmp_path):
    """A part that outlives its file is told so; it never reads another file that has the number of the closed one."""
    write(tmp_path / "words", 2)
    with closing(open_words(tmp_path / "words")) as index:
        name = next(file.name for file in (tmp_path / "words").glob("*.seg"))
        whole = index.storage.open_file(name)
        part = whole.subset(0, 8)
        whole.close()

    with pytest.raises(ValueError, match="closed"):
        part.get(0, 4)
