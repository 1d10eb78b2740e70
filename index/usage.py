"""What the tags of an index say of the concepts: which words never occur, and which concept takes all."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from index.book import ConceptBook
from index.compile import rules
from index.generations import read_manifest
from index.lines import read_lines, tags_of

__all__ = ["check_usage"]

FEW = 50
"""Of fewer works nothing is said."""

MOST = 0.6
"""A concept that more than this share of a scheme's works carry does not tell them apart."""


def check_usage(folder: Path, book: ConceptBook) -> list[str]:
    """
    List concepts whose words no work has, concepts of which most words never occur, and ones that are too wide.

    Args:
        folder: The index; nothing is said where there is none, or too few works.
        book: The concepts that it was made with.
    """
    manifest = read_manifest(folder)
    if manifest is None or manifest.works < FEW:
        return []
    labels: dict[str, set[str]] = defaultdict(set)
    works: dict[str, set[str]] = defaultdict(set)
    for row in read_lines(folder / manifest.generation / "tags.jsonl"):
        for tag in tags_of(row):
            key = f"{tag.scheme}/{tag.concept}"
            works[key].add(tag.work)
            works[tag.scheme].add(tag.work)
            if tag.words:
                labels[key].add(tag.by)
    return [*_unused(book, labels), *_too_wide(book, works)]


def _unused(book: ConceptBook, labels: dict[str, set[str]]) -> Iterator[str]:
    """Countries that nobody writes of are no mistake of their sheets."""
    for concept in book:
        known = {rule.label for rule in rules(concept)}
        if concept.country or not known:
            continue
        never = sorted(known - labels[concept.key])
        if len(never) == len(known):
            yield f"{concept.key}: none of its {len(known)} labels stands in any work"
        elif len(never) > len(known) / 2:
            yield f"{concept.key}: {len(never)} of {len(known)} labels stand in no work, such as {', '.join(map(repr, never[:3]))}"


def _too_wide(book: ConceptBook, works: dict[str, set[str]]) -> Iterator[str]:
    for scheme in book.schemes:
        total = len(works[scheme.id])
        found_by_words = [one for one in scheme.concepts if one.is_found_by_words and not one.country]
        for concept in found_by_words if len(found_by_words) > 1 else ():
            share = len(works[concept.key]) / total if total else 0.0
            if share > MOST and not any(concept.id in one.broader for one in scheme.concepts):
                yield f"{concept.key}: {share:.0%} of the works of its scheme carry it, so it tells little"
