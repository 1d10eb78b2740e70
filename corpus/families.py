"""
Families: works that belong together and yet are not one, each with the name of the relation.

A translation, a draft, an amendment, an annex or a summary is a work of its own; a reader of one wants to
know of the others. A family is what such relations connect.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from corpus.describing import Description

__all__ = [
    "MARKERS",
    "RELATIONS",
    "Relation",
    "core_of",
    "families",
    "language_twin",
    "neutral_pairs",
    "related",
]

RELATIONS: Mapping[str, str] = {
    "translation": "the same in another language",
    "version": "the same in another form or place: a preprint, a paper before its article",
    "draft": "what was put forward before the final text",
    "amendment": "what changes it",
    "annex": "what is attached to it",
    "summary": "it in short",
    "erratum": "what corrects it",
    "edition": "an earlier or later edition of it",
}
"""How a work can be related to another: "A is a draft of B"."""

MARKERS: Mapping[str, tuple[str, ...]] = {
    "erratum": (
        "erratum", "errata", "corrigendum", "corrigenda", "correction to", "fe de erratas", "berichtigung",
        "rectificatif", "errata corrige",
    ),
    "amendment": (
        "amendment to", "amendment of", "amendments to", "amendment", "amending", "amended", "modificacion de",
        "modificatif", "anderung des", "anderung der", "modifica del", "wijziging van",
    ),
    "annex": (
        "annex to", "annexes to", "annex", "annexes", "annexe", "annexes au", "appendix to", "appendix", "appendices",
        "anhang", "supplement to", "anexo", "anexos", "allegato", "bijlage",
    ),
    "summary": (
        "executive summary", "summary of", "summary report", "summary", "synthesis", "key findings",
        "resumen ejecutivo", "resume", "sumario executivo", "zusammenfassung", "kurzfassung", "samenvatting",
    ),
    "draft": (
        "consultation draft", "zero draft", "working draft", "first draft", "discussion draft", "draft for consultation",
        "draft version", "draft", "consultation document", "consultation paper", "borrador", "avant projet",
        "projet de", "proyecto de", "minuta", "entwurf", "bozza", "ontwerp", "preprint",
    ),
    "edition": (
        "# edition", "# ed", "edition #", "# edicion", "# edicao", "# auflage", "# edizione", "# editie",
        "revised version", "updated version", "version #",
    ),
}  # fmt: skip
"""What a title says of its relation to the work without it, in folded words; # stands for any word."""

_FINAL = re.compile(
    r"\b(?:final (?:report|version|draft|text)|final|version finale|informe final|endfassung)\b"
)
_PATTERNS = {
    relation: re.compile(
        rf"\b(?:{'|'.join(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))})\b".replace(
            "#", "[^ ]+"
        )
    )
    for relation, phrases in MARKERS.items()
}
_LANGUAGES = 30
"""More addresses than that in one pattern are a list, not translations."""
_CORE_WORDS = 3
"""A title must have so many words without its marker, else it says too little."""

_LANGUAGE_PART = re.compile(r"(?<=[/._=-])([a-z]{2})(?:[-_][a-z]{2})?(?=[/._-]|$|&)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """``work`` is the ``relation`` of ``other``; ``why`` is the rule, or who decided it."""

    work: str
    relation: str
    other: str
    why: str


def core_of(words: Sequence[str]) -> tuple[str, str]:
    """
    The title without the words that make it a draft, an annex and so on, and what they make it.

    >>> core_of(("skills", "for", "ports", "consultation", "draft"))
    ('skills for ports', 'draft')
    """
    text = " ".join(words)
    for relation, pattern in _PATTERNS.items():
        shorter = re.sub(r"\s+", " ", pattern.sub(" ", text)).strip()
        if shorter != text and len(shorter.split()) >= _CORE_WORDS:
            return _FINAL.sub("", shorter).strip(), relation
    return _FINAL.sub("", text).strip() or text, ""


def related(one: Description, other: Description, first: str = "", second: str = "") -> Relation | None:
    """
    How two works that are not one belong together; None when nothing says that they do.

    Args:
        first, second: Their addresses, which tell the two languages of one page.
    """
    if one.language and other.language and one.language != other.language:
        if language_twin(first, second, {one.language, other.language}) or _same_identifier(one, other):
            return Relation(one.id, "translation", other.id, "same address or number, another language")
        return None
    mine, theirs = core_of(one.words), core_of(other.words)
    if mine[1] == theirs[1] or not _same_core(mine[0], theirs[0]) or not _may_share_people(one, other):
        return None
    if mine[1] and not theirs[1]:
        return Relation(one.id, mine[1], other.id, "title")
    if theirs[1] and not mine[1]:
        return Relation(other.id, theirs[1], one.id, "title")
    return None


def language_twin(first: str, second: str, languages: set[str]) -> bool:
    """
    Whether two addresses differ only in the part that names the language.

    >>> language_twin("https://e.org/en/ports", "https://e.org/fr/ports", {"en", "fr"})
    True
    """
    if not first or not second or first == second:
        return False
    if _without_language(first) == _without_language(second):
        named = {
            match[1].lower() for url in (first, second) for match in _LANGUAGE_PART.finditer(f"/{_tail(url)}")
        }
        return bool(named & languages)
    return False


def neutral_pairs(places: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of addresses that differ in their language only, as numbers in the sequence."""
    blocks: dict[str, list[int]] = {}
    for number, place in enumerate(places):
        if place:
            blocks.setdefault(_without_language(place), []).append(number)
    for block in blocks.values():
        if len({places[number] for number in block}) == len(block) <= _LANGUAGES:
            yield from combinations(block, 2)  # a list page as the address of many items is no such block


def families(relations: Sequence[Relation]) -> Mapping[str, str]:
    """
    For each work with relations the id of its family: the first of the ids that are connected.

    >>> families([Relation("b", "draft", "a", ""), Relation("c", "annex", "b", "")])
    {'a': 'a', 'b': 'a', 'c': 'a'}
    """
    parent: dict[str, str] = {}

    def root(id_: str) -> str:
        while parent.setdefault(id_, id_) != id_:
            id_ = parent[id_]
        return id_

    for relation in relations:
        low, high = sorted((root(relation.work), root(relation.other)))
        parent[high] = low
    return {id_: root(id_) for id_ in sorted(parent)}


def _tail(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname or ''}{parts.path}?{parts.query}"


def _without_language(url: str) -> str:
    host, _, rest = _tail(url).partition("/")
    labels = host.split(".")
    if len(labels) > 2 and len(labels[0]) == 2:
        labels[0] = ""
    return ".".join(labels) + re.sub(r"/+", "/", _LANGUAGE_PART.sub("", f"/{rest}"))


def _same_identifier(one: Description, other: Description) -> bool:
    return bool(set(one.dois) & set(other.dois)) or bool(set(one.isbns) & set(other.isbns))


def _same_core(one: str, other: str) -> bool:
    if len(one.split()) < _CORE_WORDS or len(other.split()) < _CORE_WORDS:
        return False
    return fuzz.ratio(one.replace(" ", ""), other.replace(" ", "")) >= 92


def _may_share_people(one: Description, other: Description) -> bool:
    """Whether people, or else publishers, meet; unknown ones do not stand against it."""
    for mine, theirs in ((one.people, other.people), (one.container, other.container)):
        if mine and theirs:
            return bool({word for word in mine if len(word) > 3} & set(theirs)) or mine == theirs
    return True
