"""Which tags of a work stand once all its texts have been read: weak words need others beside them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from index.book import Concept
from index.compile import Sort
from index.tags import Tag

__all__ = ["Found", "main_part", "settled", "strength"]

FIELDS: Mapping[str, float] = {"title": 1.0, "note": 0.9, "abstract": 0.8, "text": 0.5}
SORTS: Mapping[Sort, float] = {Sort.LABEL: 1.0, Sort.NEAR: 0.8, Sort.HINT: 0.5, Sort.PROXY: 0.5}

DIGITS = 2

CURATED = ("title", "note")
"""The fields in which nothing is said in passing."""

TWICE, SHARE = 2, 0.25
"""So often a concept is named at least, also in comparison with the one that is named most."""

_LIST = re.compile(
    r"^[ \t]*(?:\d+\.?[ \t]+)?(?:references|reference list|bibliography|works cited|literature cited|r[ée]f[ée]rences"
    r"(?:[ \t]+bibliographiques)?|bibliographie|referencias(?:[ \t]+bibliogr[áa]ficas)?|bibliograf[íi]a|refer[êe]ncias"
    r"(?:[ \t]+bibliogr[áa]ficas)?|bibliografia|literatur(?:verzeichnis)?|quellenverzeichnis|المراجع|قائمة المراجع)[ \t:]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""The heading of a list of references, alone on its line."""


class Found(NamedTuple):
    """A tag, the sort of words behind it, and which word of its field it begins with."""

    tag: Tag
    sort: Sort
    place: int


def strength(field: str, sort: Sort) -> float:
    """
    How much a place says, 0 to 1.

    >>> strength("title", Sort.LABEL), strength("text", Sort.NEAR)
    (1.0, 0.4)
    """
    return round(FIELDS[field] * SORTS[sort], DIGITS)


def main_part(text: str) -> int:
    """
    Where a full text ends and its list of references begins; its length when it has none.

    A heading in the first half is one of a table of contents, or of something else.
    """
    for match in _LIST.finditer(text, len(text) // 2):
        return match.start()
    return len(text)


def settled(found: Iterable[Found], concepts: Mapping[tuple[str, str], Concept]) -> Iterator[Tag]:
    """
    The tags that stand.

    Hints stand where enough different ones were found, or anything but a hint. Places in a full text stand
    where there are enough of them, or any in another field. Where a scheme has a ``lead``, a concept that
    neither title nor note names stands if it is named in the lead, or twice and not much less often than
    another: what is said once in passing is a mention.

    Args:
        found: Tags of whole works.
        concepts: By scheme and id.
    """
    groups: dict[tuple[str, str, str], list[Found]] = defaultdict(list)
    for one in found:
        groups[one.tag.work, one.tag.scheme, one.tag.concept].append(one)
    most: dict[tuple[str, str], int] = defaultdict(int)
    for (work, scheme, _), group in groups.items():
        most[work, scheme] = max(most[work, scheme], len(group))
    for (work, scheme, name), group in groups.items():
        concept = concepts[scheme, name]
        if _has_company(concept, group) and _is_prominent(concept, group, most[work, scheme]):
            yield from (one.tag for one in group)


def _has_company(concept: Concept, group: list[Found]) -> bool:
    if any(one.sort is not Sort.HINT for one in group):
        return True
    return len({one.tag.by for one in group}) >= concept.least


def _is_prominent(concept: Concept, group: list[Found], most: int) -> bool:
    fields = {one.tag.field for one in group}
    if len(group) < concept.in_text and fields == {"text"}:
        return False
    if not concept.lead or not fields.isdisjoint(CURATED):
        return True
    if any(one.place < concept.lead and one.tag.field == "abstract" for one in group):
        return True
    return len(group) >= TWICE and len(group) >= SHARE * most
