"""All files of the search: what a browser loads first, and what it loads when a question needs it."""

from collections.abc import Iterator

from index.vocabulary import Vocabulary
from site_builder.searching.cards import PACK, card_files, columns
from site_builder.searching.scripts import script
from site_builder.searching.words import WordFiles
from site_builder.view import SiteView

__all__ = ["FOLDER", "search_files"]

FOLDER = "search"
"""Where the page of the search lies, and its files."""


def search_files(view: SiteView) -> Iterator[tuple[str, bytes]]:
    """
    The files that the search in the browser loads; none for a site without words.

    Yields:
        Path within the site and bytes.
    """
    if view.site.words is None:
        return
    vocabulary = view.site.words()
    words = WordFiles(vocabulary)
    files = (words.files(), card_files(view, vocabulary.ids), _tables(view, vocabulary, words))
    for made in files:
        for name, data in made:
            yield f"{FOLDER}/{name}.js", data


def _tables(view: SiteView, vocabulary: Vocabulary, words: WordFiles) -> Iterator[tuple[str, bytes]]:
    """What every search needs, what a search by facets, and what an order by title needs."""
    spoken = sorted(set(vocabulary.languages))
    cards = [view.cards[view.by_id[one]] for one in vocabulary.ids]
    yield "base", script("base", {
        "works": len(vocabulary.ids), "fields": vocabulary.fields, "pack": PACK, "k1": vocabulary.k1, "b": vocabulary.b,
        "weights": [vocabulary.weights.get(name, 1.0) for name in vocabulary.fields],
        "averages": [vocabulary.averages.get(name, 0) for name in vocabulary.fields],
        "lengths": [vocabulary.lengths.get(name, ()) for name in vocabulary.fields],
        "common": vocabulary.common, "languages": spoken, "language": [spoken.index(one) for one in vocabulary.languages],
        "dates": ";".join((card.date or "") for card in cards),
        "words": words.words, "places": words.places, "letters": words.letters,
    })  # fmt: skip
    yield "columns", script("columns", columns(view, vocabulary.ids))
    titles = sorted(range(len(cards)), key=lambda n: (vocabulary.titles[n], n))
    yield "titles", script("titles", titles)
