"""What the tags say of the concepts: how often each and its labels occur, which never do, and which take all."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.book import ConceptBook
from index.checks import check_book, check_languages
from index.compile import rules
from index.generations import read_manifest
from index.lines import read_lines, tags_of
from index.tags import Tag

__all__ = ["Usage", "check_all", "check_usage", "usage_of"]

FEW = 50
"""Of fewer works nothing is said."""

ALWAYS = "en"
"""The language in which labels are asked after in any case."""

MOST = 0.6
"""A concept that more than this share of a scheme's works carry does not tell them apart."""


class Usage:
    """
    How often concepts and their labels occur in the works that it was told of.

    Attributes:
        tagged: How many works have tags.
        works: By concept (scheme/id), and by scheme, the works that carry it.
        named: By concept the works in which words name it.
        labels: By concept and label the works in which the label stands.
    """

    def __init__(self) -> None:
        self.tagged = 0
        self.works: Counter[str] = Counter()
        self.named: Counter[str] = Counter()
        self.labels: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, tags: Sequence[Tag]) -> None:
        """Count the tags of one more work."""
        if not tags:
            return
        self.tagged += 1
        found = {(f"{tag.scheme}/{tag.concept}", tag.by) for tag in tags if tag.words}
        self.works.update({f"{tag.scheme}/{tag.concept}" for tag in tags} | {tag.scheme for tag in tags})
        self.named.update({key for key, _ in found})
        for key, label in found:
            self.labels[key][label] += 1


def usage_of(folder: Path) -> Usage:
    """Count the tags of an index; nothing where there is none."""
    usage = Usage()
    if manifest := read_manifest(folder):
        for row in read_lines(folder / manifest.generation / "tags.jsonl"):
            usage.add(tags_of(row))
    return usage


def check_all(usage: Usage, book: ConceptBook) -> list[str]:
    """All that the keepers of the concepts are asked, one line each: on the sheets, and on what they find."""
    return [*check_book(book), *check_languages(book), *check_usage(usage, book)]


def check_usage(usage: Usage, book: ConceptBook) -> list[str]:
    """
    List concepts whose words no work has, concepts of which most words never occur, and ones that are too wide.

    Args:
        usage: Of few works nothing is said.
        book: The concepts that these were tagged with.
    """
    if usage.tagged < FEW:
        return []
    return [*_unused(book, usage), *_too_wide(book, usage)]


def _unused(book: ConceptBook, usage: Usage) -> Iterator[str]:
    """Countries that nobody writes of are no mistake of their sheets, nor are words of languages that nobody writes."""
    spoken = _spoken(book, usage)
    for concept in book.of_works():
        known = {
            rule.label
            for rule in rules(concept)
            if not rule.languages or not spoken.isdisjoint(rule.languages)
        }
        if concept.country or not known:
            continue
        stems = tuple(label.removesuffix("*") for label in known if label.endswith("*"))
        known = {label for label in known if label.endswith("*") or not label.startswith(stems)}
        never = sorted(known - usage.labels[concept.key].keys())
        if len(never) == len(known):
            yield f"{concept.key}: none of its {len(known)} labels stands in any work"
        elif len(never) > len(known) / 2:
            yield f"{concept.key}: {len(never)} of {len(known)} labels stand in no work, such as {', '.join(map(repr, never[:3]))}"


def _spoken(book: ConceptBook, usage: Usage) -> set[str]:
    """The languages of whose own labels enough stand in works."""
    found: Counter[str] = Counter()
    for concept in book.of_works():
        of = list(rules(concept))
        everywhere = {rule.label for rule in of if not rule.languages or ALWAYS in rule.languages}
        for rule in of:
            if rule.label not in everywhere:
                found.update(dict.fromkeys(rule.languages, usage.labels[concept.key][rule.label]))
    return {ALWAYS, *(language for language, count in found.items() if count >= FEW)}


def _too_wide(book: ConceptBook, usage: Usage) -> Iterator[str]:
    for scheme in book.schemes:
        total = usage.works[scheme.id]
        found_by_words = [one for one in scheme.concepts if one.is_found_by_words and not one.country]
        for concept in found_by_words if len(found_by_words) > 1 else ():
            share = usage.works[concept.key] / total if total else 0.0
            if share > MOST and not any(concept.id in one.broader for one in scheme.concepts):
                yield f"{concept.key}: {share:.0%} of the works of its scheme carry it, so it tells little"
