"""Concepts: what the observatory recognises, as people write it in sheets.

One TOML file per scheme (``region.toml``, ``theme.toml``, ``driver.toml``, ``kind.toml`` …)::

    scheme = "driver"                   # the file's name
    title = "Drivers"                   # plural, for headings
    where = "works"                     # or "definitions": looked for in defining sentences only

    [[concept]]
    id = "skills-gaps"                  # small letters, digits, hyphens; never change it
    label = {en = "Skills gaps", fr = "Pénuries de compétences"}      # for display; en is required
    labels = {en = ["skills gap", "skill* shortage*"], fr = ["pénurie* de compétences"]}
    not_labels = {en = ["generation gap"]}
    exact = ["CPD", "SAQA"]
    broader = ["labour-market"]
    related = ["employability"]
    note = "What belongs here and what does not."
    source = "Where the concept comes from: name and address"
    group = "Top drivers"               # a heading within the scheme

    [[concept.near]]
    words = [["skill*", "competenc*"], ["gap*", "shortage*"]]
    within = 4
    ordered = false
    languages = ["en"]

labels
    The words that cause the tag (``label`` alone causes none). Capitals and accents do not matter;
    hyphens, dashes and line breaks count as blanks, other punctuation does not: "skills. Gap" is no
    "skills gap". A star at the end of a word stands for any ending. Arabic words are found with the
    article and the particles that are written together with them. The labels of a language count in
    works in that language, in works without a known one, and, for the observatory's own languages, in
    all: their curators' notes are written in them, and abstracts are often in English.
not_labels
    Where a label stands inside one of these, or overlaps it, it does not count; but a label that is
    longer and holds it does. They count in all languages. A country's CLDR name that stands here is no
    label of it.
exact
    Labels that count only with just these capitals; in all languages.
hints, least
    Labels that are too weak alone: they count where ``least`` different ones of them (2, if nothing is said)
    stand in a work, or where another label of the concept does.
proxies
    Labels of things that stand for the concept where its own name is not used. Their tags say so (rule
    ``proxy``), and ``proxies = false`` at the head of the file switches them off.
near
    Words near each other. Of each group one must be there; each further group stands at most
    ``within`` words before or after what was found so far (1: side by side), in this order if
    ``ordered``.
broader, members
    Ids in the same scheme. A tag on a concept implies its broader ones, and theirs; ``members`` says
    the same from the side of the group: ``members = ["za", "ng"]`` makes this one broader than both, and
    ``members = {za = 1994, ng = 1960}`` says when they joined.
former, checked
    Those that left a group, ``former = {gb = [1973, 2020]}``: when they joined and left; and with what, and when,
    somebody compared the list of its members. Both are for readers.
country
    ``true`` for an ISO 3166-1 country: its id is the alpha-2 code in small letters, its names are taken
    from CLDR in addition to ``labels``, its ``label`` may be left out. Cities that stand among its English labels are
    known by their CLDR names in all languages.

areas
    Codes of regions of the world (UN M49, or EU): their CLDR names in all languages count too, unless they are
    among ``not_labels``; where a language has no ``label``, the first one's name is shown.

Within a scheme of works the longest label counts: "South Sudan" is not Sudan, though both are known. Sheets in
a later folder add concepts and replace those of the same scheme and id.

The head of a file may say more of all its concepts::

    longest = false                     # labels count inside longer ones of other concepts too
    proxies = false                     # no proxies
    in_text = 3                         # places that the full text must have where no other field has one
    lead = 30                           # words at the start of an abstract in which one place is enough
    [[aside]]                           # beside these words a label says only where somebody is from
    before = ["experts from", "editors in"]
    after = ["authors"]
    within = 4
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path

from corpus.errors import SheetError
from index.book import Aside, Concept, ConceptBook, Near, Scheme
from index.concept_sheets import ConceptSheet, SchemeSheet, read_concepts
from index.country_names import LANGUAGES, area_names, city_names, country_name, country_names, is_country
from index.patterns import Pattern, holders, pattern
from index.recalling import without_recalled

__all__ = ["Concept", "ConceptBook", "Near", "Scheme", "load_book"]


class _Draft:
    """A concept's sheet with the file that it stands in, for messages."""

    def __init__(self, file: Path | Traversable, scheme: str, sheet: ConceptSheet) -> None:
        self.file = file
        self.scheme = scheme
        self.sheet = sheet

    def wrong(self, key: str, problem: str) -> SheetError:
        return SheetError(f"{self.file}: concept {self.sheet.id}: {key}", problem)


def load_book(
    folders: Sequence[Path | Traversable],
    *,
    languages: Sequence[str] = LANGUAGES,
    recalled: Collection[str] = (),
) -> ConceptBook:
    """
    Read all concept sheets of these folders; a later folder adds to an earlier one or replaces its concepts.

    Args:
        folders: Those that do not exist are passed over.
        languages: In which countries are known by their CLDR names.
        recalled: Rules that are switched off, see ``index.recalling``.

    Raises:
        SheetError: For the first mistake; says which file, concept and key.
    """
    heads: dict[str, SchemeSheet] = {}
    drafts: dict[str, dict[str, _Draft]] = {}
    for file in chain.from_iterable(_files(folder) for folder in folders):
        sheet, concepts = read_concepts(file)
        if f"{sheet.scheme}.toml" != file.name:
            raise SheetError(f"{file}: scheme", f"{sheet.scheme!r} is not the file's name")
        heads[sheet.scheme] = _joined(heads.get(sheet.scheme), sheet)
        here: dict[str, _Draft] = {}
        for concept in concepts:
            draft = _Draft(file, sheet.scheme, concept)
            if concept.id in here:
                raise draft.wrong("id", "stands twice in this file")
            here[concept.id] = draft
        drafts[sheet.scheme] = drafts.get(sheet.scheme, {}) | here
    return ConceptBook([_scheme(heads[name], drafts[name], languages, recalled) for name in heads])


def _joined(earlier: SchemeSheet | None, later: SchemeSheet) -> SchemeSheet:
    """The head of a scheme of two files: what the later one says goes before."""
    if earlier is None:
        return later
    said = {key: getattr(later, key) for key in later.model_fields_set}
    return earlier.model_copy(update=said)


def _files(folder: Path | Traversable) -> list[Path | Traversable]:
    if not folder.is_dir():
        return []
    return sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )


def _scheme(
    head: SchemeSheet, drafts: Mapping[str, _Draft], languages: Sequence[str], recalled: Collection[str]
) -> Scheme:
    broader = _broader(drafts)
    read = (_concept(head, draft, broader[name], languages) for name, draft in drafts.items())
    concepts = [without_recalled(concept, recalled) for concept in read]
    _refuse_cycles(drafts, broader)
    # The parts of a defining sentence may stand within each other: "is" in "is defined as".
    alone = head.longest and head.where == "works"
    longer = holders(chain.from_iterable(_patterns(one) for one in concepts)) if alone else {}
    return Scheme(
        head.scheme, head.title, tuple(_finish(concept, longer) for concept in concepts), head.where
    )


def _broader(drafts: Mapping[str, _Draft]) -> dict[str, tuple[str, ...]]:
    """The groups of each concept: those it names, then those that list it as a member."""
    found = {name: dict.fromkeys(draft.sheet.broader) for name, draft in drafts.items()}
    for name, draft in drafts.items():
        for key, ids in (
            ("broader", draft.sheet.broader),
            ("related", draft.sheet.related),
            ("members", draft.sheet.members),
            ("former", draft.sheet.former),
        ):
            for other in ids:
                if other not in drafts:
                    raise draft.wrong(key, f"no concept {other!r} in this scheme")
                if key == "members":
                    found[other][name] = None
    return {name: tuple(ids) for name, ids in found.items()}


def _refuse_cycles(drafts: Mapping[str, _Draft], broader: Mapping[str, Sequence[str]]) -> None:
    try:
        TopologicalSorter(broader).prepare()
    except CycleError as error:
        circle = error.args[1]
        raise drafts[circle[0]].wrong("broader", f"goes in a circle: {' > '.join(circle)}") from error


def _concept(head: SchemeSheet, draft: _Draft, broader: tuple[str, ...], languages: Sequence[str]) -> Concept:
    sheet = draft.sheet
    label, labels = dict(sheet.label), dict(sheet.labels)
    refused = {pattern(text) for text in chain.from_iterable(sheet.not_labels.values())}
    for language in languages:
        shown, names = _cldr_names(draft, language)
        if shown:
            label.setdefault(language, shown)
        named = [name for name in names if pattern(name) not in refused]
        labels[language] = tuple(dict.fromkeys([*labels.get(language, ()), *named]))
    if sheet.country:
        label.setdefault("en", country_name(sheet.id, "en"))
    if "en" not in label:
        raise draft.wrong("label.en", "an English label is needed")
    for language, texts in sheet.labels.items():
        for text in texts:
            if pattern(text) in refused:
                raise draft.wrong(f"labels.{language}", f"{text!r} is in not_labels too")
    near = tuple(Near(one.words, one.within, one.ordered, one.languages) for one in sheet.near)
    return Concept(
        scheme=draft.scheme, id=sheet.id, label=label,
        labels={language: texts for language, texts in labels.items() if texts}, not_labels=sheet.not_labels,
        exact=sheet.exact, near=near, hints=sheet.hints, least=sheet.least,
        proxies=sheet.proxies if head.proxies else {}, in_text=head.in_text, lead=head.lead,
        asides=tuple(Aside(one.before, one.after, one.within, one.languages) for one in head.aside),
        broader=broader, related=sheet.related, note=sheet.note,
        source=sheet.source, group=sheet.group, country=sheet.country,
        joined=sheet.members if isinstance(sheet.members, dict) else {}, former=sheet.former, checked=sheet.checked,
        areas=sheet.areas,
    )  # fmt: skip


def _cldr_names(draft: _Draft, language: str) -> tuple[str, tuple[str, ...]]:
    """What a country or a region of the world is called in a language: the name to show, and all of them."""
    sheet = draft.sheet
    if sheet.country:
        if not is_country(sheet.id):
            raise draft.wrong("country", f"{sheet.id!r} is no ISO 3166-1 alpha-2 code in small letters")
        english = {pattern(text) for text in sheet.labels.get("en", ())}
        names = (*country_names(sheet.id, language), *city_names(sheet.id, english, language))
        return country_name(sheet.id, language), names
    if sheet.areas and not area_names(sheet.areas, "en"):
        raise draft.wrong("areas", f"CLDR knows none of {', '.join(sheet.areas)}")
    names = area_names(sheet.areas, language)
    return next(iter(names), ""), names


def _patterns(concept: Concept) -> Iterator[Pattern]:
    """The concept's labels as patterns; near rules are no names and hold nothing."""
    for texts in (
        *concept.labels.values(),
        concept.exact,
        *concept.hints.values(),
        *concept.proxies.values(),
    ):
        yield from map(pattern, texts)


def _finish(concept: Concept, longer: Mapping[Pattern, Sequence[Pattern]]) -> Concept:
    """Add what other concepts of the scheme take away, and the version."""
    own = set(_patterns(concept))
    others = {other for one in own for other in longer.get(one, ()) if other not in own}
    concept = replace(concept, longer=tuple(sorted(others)))
    decides = [
        sorted((language, list(texts)) for language, texts in concept.labels.items()),
        sorted((language, list(texts)) for language, texts in concept.not_labels.items()),
        concept.exact,
        [[near.groups, near.within, near.ordered, near.languages] for near in concept.near],
        concept.longer,
        sorted((language, list(texts)) for language, texts in concept.hints.items()),
        concept.least,
        sorted((language, list(texts)) for language, texts in concept.proxies.items()),
        [[aside.before, aside.after, aside.within, aside.languages] for aside in concept.asides],
        concept.in_text,
        concept.lead,
    ]
    text = json.dumps(decides, ensure_ascii=False)
    return replace(concept, version=hashlib.sha256(text.encode()).hexdigest()[:8])
