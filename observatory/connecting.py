"""What connects the works that readers see: relations, joined ids, passages that texts share."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.database.catalogue import Catalogue
from corpus.families import Relation
from corpus.passages import Passage, Text, shared_passages
from corpus.values import Work

__all__ = ["KINDS", "Connections", "connections"]

KINDS = ("policy", "report")
"""Whose words are followed from text to text; an article quotes, and news are copied."""


@dataclass(frozen=True, slots=True)
class Connections:
    """What connects published works; see ``site_builder.site.Site``."""

    relations: tuple[Relation, ...]
    joined: dict[str, str]
    passages: tuple[Passage, ...]


def connections(catalogue: Catalogue, works: Callable[[], Iterator[Work]], note: Path) -> Connections:
    """
    Gather what connects these works.

    Args:
        works: Gives what readers may see.
        note: Where the passages that were found last are noted, with what they were found in.
    """
    shown: set[str] = set()
    texts: dict[str, str] = {}
    for work in works():
        shown.add(work.id)
        if work.item.text and work.item.kind in KINDS:
            date = work.item.date.value if work.item.date else ""
            texts[work.id] = hashlib.sha256(f"{date} {work.item.text}".encode()).hexdigest()
    judgement = catalogue.judgement
    return Connections(
        tuple(one for one in judgement.relations if one.work in shown and one.other in shown),
        {id_: work for id_, work in judgement.main.items() if work in shown},
        _passages(catalogue, texts, note),
    )


def _passages(catalogue: Catalogue, texts: dict[str, str], note: Path) -> tuple[Passage, ...]:
    """The passages of these texts; found again only when one of them is another than the last time."""
    made_of = hashlib.sha256(json.dumps(sorted(texts.items())).encode()).hexdigest()
    try:
        before = json.loads(note.read_text(encoding="utf-8"))
        if before["made_of"] == made_of:
            return tuple(Passage(**one) for one in before["passages"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # none yet, or none that can be read

    def read(id_: str) -> Text:
        work = catalogue.work(id_)
        assert work is not None  # it was among the works a moment ago, of the same state
        return Text(id_, work.item.text or "", work.item.date.value if work.item.date else "")

    found = tuple(shared_passages(texts, read))
    half = note.with_suffix(".part")
    rows = [asdict(one) for one in found]
    half.write_text(json.dumps({"made_of": made_of, "passages": rows}, indent=1), encoding="utf-8")
    half.replace(note)
    return found
