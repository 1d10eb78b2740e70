"""The pages of works: one for each, and the list of all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from corpus.values import FieldOrigin, Item, Work
from index.tags import Tag
from site_builder.citing import citation
from site_builder.evidence import FIELDS, Place, Sentence, evidence_of, marked, shortened
from site_builder.facets import CONCEPT_FACETS, Key
from site_builder.families import kin_of
from site_builder.links import nth, work_page
from site_builder.pages.definitions import stated_of
from site_builder.pages.facets import PLAIN, in_pages
from site_builder.render import Page
from site_builder.shown import work_shows
from site_builder.view import SiteView
from site_builder.wording import FIELD_NAMES, METHOD_NAMES

__all__ = ["Quoted", "TagLine", "all_works", "works"]

FIRST = 12
"""How many sentences are open; the others lie behind a line that opens."""

WORDS = 3
"""How many different words of a tag its line names."""

MOST = 60
"""How many sentences of one work are shown in all; the dataset holds every place."""


@dataclass(frozen=True, slots=True)
class TagLine:
    """
    A tag of a work, for the table.

    Attributes:
        places: Each as a share of the whole text, from first word to last.
        words: The first different ones.
        rules: The rules that found words, with their versions.
        given: The titles of the sources that gave it.
        implied: The labels of the members that imply it.
    """

    key: Key
    label: str
    path: str | None
    places: tuple[float, ...]
    words: tuple[str, ...]
    rules: tuple[str, ...]
    given: tuple[str, ...]
    implied: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence with its marks, and the tags whose words stand in it."""

    field: str
    said: Markup
    tags: tuple[tuple[Tag, str], ...]


def all_works(view: SiteView) -> Iterator[Page]:
    """All works, the newest first."""
    last = -(-len(view.cards) // PLAIN)
    for number, part in in_pages(view.cards, PLAIN):
        yield Page(nth("works/index.html", number), "works.html", {
            "cards": part, "number": number, "last": max(last, 1), "first": (number - 1) * PLAIN + 1,
            "path": "works/index.html", "size": PLAIN, "total": len(view.cards),
        })  # fmt: skip


def works(view: SiteView) -> Iterator[Page]:
    """A page for each work."""
    for work in view.site.works():
        yield Page(work_page(work.id), "work.html", partial(_about, view, work), work_shows(view, work))


def _about(view: SiteView, work: Work) -> Mapping[str, Any]:
    """What a work's page is given; whatever comes from beyond the work belongs into ``work_shows`` too."""
    tags = sorted(view.site.tags(work.id))
    quoted = quotes(view, work.item, tags)
    return {
        "work": work,
        "item": work.item,
        "card": view.cards[view.by_id[work.id]],
        "note": _note(work.item, tags),
        "lines": tag_lines(view, work.item, tags),
        "quoted": quoted[:FIRST],
        "more": quoted[FIRST:MOST],
        "left": max(0, len(quoted) - MOST),
        "places": sum(bool(tag.words) for tag in tags),
        "defined": [stated_of(view, one) for one in view.defined_by.get(work.id, ())],
        "kin": kin_of(view).get(work.id),
        "origins": [_origin(view, origin) for origin in work.origins if origin.field not in ("text", "abstract", "text_from")],
        "state_since": _state_since(work),
        "cite": citation(work.item, work.changed[:10]),
    }  # fmt: skip


def _note(item: Item, tags: Sequence[Tag]) -> Markup | None:
    """The note with the words of its region, theme and driver marked."""
    if not item.note:
        return None
    here = [tag for tag in tags if tag.field == "note" and tag.words and tag.scheme in CONCEPT_FACETS]
    return marked(item.note, [Place(tag.start, tag.end, tag.scheme, tag.concept) for tag in here])


def tag_lines(view: SiteView, item: Item, tags: Sequence[Tag]) -> list[TagLine]:
    """The tags of a work: regions, themes, drivers, then others; those with most places first."""
    lengths = {name: len(getattr(item, name) or "") for name in ("title", "note", "abstract", "text")}
    whole = sum(lengths.values()) or 1
    before = {name: sum(list(lengths.values())[:n]) for n, name in enumerate(lengths)}
    grouped: dict[Key, list[Tag]] = {}
    for tag in tags:
        grouped.setdefault((tag.scheme, tag.concept), []).append(tag)
    lines = []
    for key, own in grouped.items():
        found = [tag for tag in own if tag.words and tag.field in before]
        found.sort(key=lambda tag: (before[tag.field], tag.start))
        lines.append(TagLine(
            key=key,
            label=view.concept(*key),
            path=view.path(key) if key[0] in CONCEPT_FACETS else None,
            places=tuple((before[tag.field] + tag.start) / whole for tag in found),
            words=tuple(dict.fromkeys(tag.words for tag in found))[:WORDS],
            rules=tuple(dict.fromkeys(f"{tag.rule} {tag.version[:4]}".strip() for tag in found)),
            given=tuple(dict.fromkeys(view.source_title(tag.by) for tag in own if tag.person)),
            implied=tuple(dict.fromkeys(view.concept(tag.scheme, tag.by) for tag in own if tag.rule == "implied")),
        ))  # fmt: skip
    order = {scheme: n for n, scheme in enumerate(CONCEPT_FACETS)}
    lines.sort(
        key=lambda line: (
            order.get(line.key[0], 9),
            not line.places,
            bool(line.implied),
            -len(line.places),
            line.label,
        )
    )
    return lines


def quotes(view: SiteView, item: Item, tags: Sequence[Tag]) -> list[Quoted]:
    """Every sentence that holds words of a tag, in the order of the text, with these tags."""
    found = evidence_of(item, tags)
    ordered = sorted(found, key=lambda sentence: (FIELDS.index(sentence.field), sentence.start))
    return [Quoted(s.field, _said(s), _tags_in(view, s, tags)) for s in ordered]


def _said(sentence: Sentence) -> Markup:
    short = shortened(sentence) if sentence.field in ("text", "abstract") else sentence
    return marked(short.text, short.places, short.cut)


def _tags_in(view: SiteView, sentence: Sentence, tags: Sequence[Tag]) -> tuple[tuple[Tag, str], ...]:
    end = sentence.start + len(sentence.text)
    inside = [
        tag for tag in tags if tag.field == sentence.field and tag.words and sentence.start <= tag.start < end
    ]
    inside.sort(key=lambda tag: (tag.start, tag.end, tag.scheme, tag.concept))
    # One line for each concept: its first words in the sentence.
    first = {(tag.scheme, tag.concept): tag for tag in reversed(inside)}
    return tuple(
        (tag, view.concept(tag.scheme, tag.concept))
        for tag in sorted(first.values(), key=lambda tag: tag.start)
    )


def _origin(view: SiteView, origin: FieldOrigin) -> tuple[str, FieldOrigin, str, str]:
    name = view.tongue.say(FIELD_NAMES.get(origin.field, origin.field))
    method = view.tongue.say(METHOD_NAMES.get(origin.method, origin.method))
    return name, origin, view.source_title(origin.source), method


def _state_since(work: Work) -> str:
    """Since when a state other than listed holds."""
    return max((record.state_since for record in work.records if record.state == work.state), default="")
