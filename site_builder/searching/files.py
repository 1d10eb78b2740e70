"""All files of the search: what a browser loads first, and what it loads when a question needs it."""

import json
from collections.abc import Iterator

from index.vocabulary import Vocabulary
from site_builder.searching.cards import PACK, card_files
from site_builder.searching.scripts import deltas, script, script_of, signs
from site_builder.searching.segments import Segments, segments
from site_builder.searching.tables import coded, facet_values, table
from site_builder.searching.words import WordFiles
from site_builder.view import SiteView

__all__ = ["FOLDER", "search_files"]

FOLDER = "search"
"""Where the page of the search lies, and its files."""


def search_files(view: SiteView) -> Iterator[tuple[str, bytes]]:
    """
    The files that the search in the browser loads; none for a site without words.

    Works lie in segments. ``base`` has what changes with every work, and the whole of the open segment, so that
    new works change this file and few others; ``tables`` has the columns of all sealed segments.

    Yields:
        Path within the site and bytes.
    """
    if view.site.words is None:
        return
    for name, data in _files(view, view.site.words()):
        yield f"{FOLDER}/{name}.js", data


def _files(view: SiteView, vocabulary: Vocabulary) -> Iterator[tuple[str, bytes]]:
    cut = segments([view.cards[view.by_id[one]] for one in vocabulary.ids])
    words = WordFiles(vocabulary, cut)
    within: dict[str, object] = {}
    for name, pack in words.files():
        if name == "words-0-0":
            within[name] = json.loads(pack)
        else:
            yield name, script_of(name, pack)
    yield from card_files(view, vocabulary.ids, cut)
    dates = {
        f"dates-{one.name}": coded([_date(view, vocabulary.ids[n]) for n in one.works]) for one in cut.every
    }
    within["dates-0"] = dates.pop("dates-0")
    yield from ((name, script(name, column)) for name, column in dates.items())
    yield from _titles(vocabulary, cut)
    for one in cut.every:
        yield f"ids-{one.name}", script(f"ids-{one.name}", [vocabulary.ids[n] for n in one.works])
    before = [of for _, of in cut.inserted(range(len(vocabulary.ids)))]
    *sealed, opened = (table(view, vocabulary, *one) for one in zip(cut.every, before, strict=True))
    yield "tables", script("tables", sealed)
    yield "base", script("base", _base(view, vocabulary, cut, words) | {"open": opened, "within": within})


def _date(view: SiteView, work: str) -> str:
    return view.cards[view.by_id[work]].date or ""


def _base(view: SiteView, vocabulary: Vocabulary, cut: Segments, words: WordFiles) -> dict[str, object]:
    fields = vocabulary.fields
    return {
        "works": len(vocabulary.ids), "pack": PACK, "k1": vocabulary.k1, "b": vocabulary.b, "fields": fields,
        "weights": [vocabulary.weights.get(name, 1.0) for name in fields],
        "averages": [vocabulary.averages.get(name, 0) for name in fields],
        "common": vocabulary.common,
        "facets": facet_values(view),
        "segments": [
            {"name": segment.name, "works": len(segment.works), **firsts}
            for segment, firsts in zip(cut.every, words.firsts, strict=True)
        ],
    }  # fmt: skip


def _titles(vocabulary: Vocabulary, cut: Segments) -> Iterator[tuple[str, bytes]]:
    """The order by title, segment by segment."""
    order = sorted(range(len(vocabulary.ids)), key=lambda n: (vocabulary.titles[n], n))
    for segment, (works, before) in zip(cut.every, cut.inserted(order), strict=True):
        name = f"titles-{segment.name}"
        yield name, script(name, [signs(works), signs(deltas(before))])
