"""What changed concepts would do to the tags, before an update does it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from index.assembling import DENIED
from index.book import ConceptBook
from index.files import open_words
from index.generations import read_manifest
from index.lines import read_lines, tags_of
from index.tagging import tag_segment
from index.tags import DECIDED, GIVEN, IMPLIED, Tag

__all__ = ["Difference", "preview"]


@dataclass(frozen=True, slots=True)
class Difference:
    """
    What a new, changed or removed concept would do.

    Attributes:
        gained: Ids of works that would be tagged by words and are not, sorted.
        lost: Ids of works that are and would not be, sorted.
        kept: How many works stay tagged.
        words: Of each work that is gained or lost, the first words that cause or caused the tag.
    """

    scheme: str
    concept: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    kept: int
    words: Mapping[str, str] = field(default_factory=dict, compare=False)


def preview(folder: Path, book: ConceptBook, *, languages: Sequence[str] = ("en",)) -> tuple[Difference, ...]:
    """
    Compare the tags from words with those that other concepts would give; writes nothing. What a person denied
    is neither gained nor lost.

    Args:
        folder: The index.
        book: The concepts as they would be.
        languages: The observatory's.

    Returns:
        One difference for each concept that is new, changed or gone, in the order of the book, those
        that are gone last; nothing where there is no index yet.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        return ()
    changed = [concept for concept in book if manifest.concepts.get(concept.key) != concept.version]
    gone = sorted(manifest.concepts.keys() - {concept.key for concept in book})
    keys = [*(concept.key for concept in changed), *gone]
    if not keys:
        return ()
    before: dict[str, dict[str, str]] = defaultdict(dict)
    for row in read_lines(folder / manifest.generation / "tags.jsonl"):
        _note(
            before,
            [tag for tag in tags_of(row) if tag.rule not in (GIVEN, IMPLIED, DECIDED)],
        )
    rows = read_lines(folder / manifest.generation / "works.jsonl")
    denied = {
        (work, scheme, concept)
        for work, _, labels in rows
        for scheme, concept, by in labels
        if by[:1] == DENIED
    }
    after: dict[str, dict[str, str]] = defaultdict(dict)
    with (
        closing(open_words(folder / manifest.generation / "words")) as index,
        index.searcher() as searcher,
    ):
        for leaf, _ in searcher.leaf_searchers():
            if changed and leaf.doc_count_all():
                for run in tag_segment(leaf, changed, languages):
                    _note(after, [tag for tag in run if (tag.work, tag.scheme, tag.concept) not in denied])
    return tuple(_difference(key, before[key], after[key]) for key in keys)


def _note(works: dict[str, dict[str, str]], tags: Sequence[Tag]) -> None:
    for tag in tags:
        works[f"{tag.scheme}/{tag.concept}"].setdefault(tag.work, tag.words)


def _difference(key: str, before: Mapping[str, str], after: Mapping[str, str]) -> Difference:
    scheme, _, concept = key.partition("/")
    gained, lost = sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys())
    words = {work: after.get(work) or before[work] for work in (*gained, *lost)}
    kept = len(before.keys() & after.keys())
    return Difference(scheme, concept, tuple(gained), tuple(lost), kept, words)
