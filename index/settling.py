"""Which tags of a work stand once all its texts have been read: weak words need others beside them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from index.book import Concept
from index.compile import Sort
from index.tags import Tag

__all__ = ["main_part", "settled", "strength"]

FIELDS: Mapping[str, float] = {"title": 1.0, "note": 0.9, "abstract": 0.8, "text": 0.5}
SORTS: Mapping[Sort, float] = {Sort.LABEL: 1.0, Sort.NEAR: 0.8, Sort.HINT: 0.5, Sort.PROXY: 0.5}

DIGITS = 2

_LIST = re.compile(
    r"^[ \t]*(?:\d+\.?[ \t]+)?(?:references|reference list|bibliography|works cited|literature cited|r[ée]f[ée]rences"
    r"(?:[ \t]+bibliographiques)?|bibliographie|referencias(?:[ \t]+bibliogr[áa]ficas)?|bibliograf[íi]a|refer[êe]ncias"
    r"(?:[ \t]+bibliogr[áa]ficas)?|bibliografia|literatur(?:verzeichnis)?|quellenverzeichnis|المراجع|قائمة المراجع)[ \t:]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""The heading of a list of references, alone on its line."""


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


def settled(found: Iterable[tuple[Tag, Sort]], concepts: Mapping[tuple[str, str], Concept]) -> Iterator[Tag]:
    """
    The tags that stand.

    Hints stand where enough different ones were found, or anything but a hint; places in a full text
    where there are enough of them, or any in another field.

    Args:
        found: Tags of whole works, with the sort of words behind each.
        concepts: By scheme and id.
    """
    doubtful: dict[tuple[str, str, str], list[tuple[Tag, Sort]]] = defaultdict(list)
    for tag, sort in found:
        concept = concepts[tag.scheme, tag.concept]
        if concept.hints or concept.in_text > 1:
            doubtful[tag.work, tag.scheme, tag.concept].append((tag, sort))
        else:
            yield tag
    for (_, scheme, one), group in doubtful.items():
        if _stands(concepts[scheme, one], group):
            yield from (tag for tag, _ in group)


def _stands(concept: Concept, group: list[tuple[Tag, Sort]]) -> bool:
    hints = {tag.by for tag, sort in group if sort is Sort.HINT}
    if len(hints) < concept.least and all(sort is Sort.HINT for _, sort in group):
        return False
    return len(group) >= concept.in_text or any(tag.field != "text" for tag, _ in group)
