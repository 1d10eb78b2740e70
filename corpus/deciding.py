"""Decisions applied to works: fields that a person set, and the hash of what was seen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from corpus.decisions import Decision, Verb, value_of
from corpus.encoding import fingerprint, item_to_json
from corpus.values import FieldOrigin, Item, TagDecision, Work
from corpus.works import as_text

__all__ = ["DECIDED", "by_work", "decided", "seen_hash"]

DECIDED = "decision"
"""The method of a field that a person set; the most trusted one."""

_READ = ("title", "note", "abstract", "text")
_KNOWN_BY = ("title", "authors", "date", "publisher", "series", "doi", "url")

_LOOKED_AT: Mapping[Verb, tuple[str, ...]] = {
    "keep": _READ, "reject": _READ, "tag": _READ, "untag": _READ,
    "merge": _KNOWN_BY, "split": _KNOWN_BY, "relate": _KNOWN_BY,
}  # fmt: skip
"""The fields that a decision of each kind rests on; ``set`` rests on what sources say of its field."""


def by_work(decisions: Iterable[Decision]) -> dict[str, tuple[Decision, ...]]:
    """The decisions of each work, in their order."""
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        found.setdefault(decision.work, []).append(decision)
    return {work: tuple(some) for work, some in found.items()}


def seen_hash(verb: Verb, field: str, items: Sequence[Sequence[Item]]) -> str:
    """
    The hash of what a person looks at for a decision.

    Args:
        field: For ``set``, the field.
        items: For each work of the decision the items of its records, as sources gave them.
    """
    names = (field,) if verb == "set" else _LOOKED_AT[verb]
    parts: list[str] = []
    for some in items:
        said = {tuple(as_text(getattr(item, name)) for name in names) for item in some}
        parts.extend("\x1e".join(texts) for texts in sorted(said))
    return fingerprint(*parts)[:16]


def decided(work: Work, decisions: Sequence[Decision]) -> Work:
    """
    The work with the fields that people set; what sources said stays among its origins, not used.

    The method of each field set, and of each concept (scheme/id) judged, is ``DECIDED``.

    Args:
        decisions: All decisions on this work; others than ``set``, ``tag`` and ``untag`` change nothing here.
    """
    settings = [decision for decision in decisions if decision.decision == "set"]
    judged = tuple(
        TagDecision(one.field, one.value, one.decision == "tag", one.who)
        for one in decisions
        if one.decision in ("tag", "untag")
    )
    if not settings and not judged:
        return work
    values = {one.field: value_of(one) for one in settings}
    if "title" in values:
        values["title_supplied"] = False
    by_people = dict.fromkeys((*values, *(f"{one.scheme}/{one.concept}" for one in judged)), DECIDED)
    item: Item = replace(work.item, **values, methods={**work.item.methods, **by_people})  # type: ignore[arg-type]
    origins = [
        FieldOrigin(
            one.field,
            as_text(value_of(one)),
            f"{one.who}: {one.why}",
            DECIDED,
            one.when.isoformat(),
            used=True,
        )
        for one in settings
    ]
    origins += [replace(old, used=old.used and old.field not in values) for old in work.origins]
    marks = [f"{one.decision} {one.field} {one.value}" for one in decisions]
    return replace(
        work, item=item, origins=tuple(origins), judged=judged,
        fingerprint=fingerprint(work.fingerprint, item_to_json(item), *marks)[:16],
    )  # fmt: skip
