"""What a snapshot keeps of a work: its facts and its tags, each as one line of JSON, equal for equal content."""

import json
from collections.abc import Iterable
from typing import Any

from corpus.encoding import item_from_json, item_to_json
from corpus.values import Record, TagDecision, Work
from index.tags import IN_ORDER, Tag

__all__ = ["causes_in", "facts_of", "tags_from", "tags_of", "work_from"]

_ALWAYS = ("scheme", "concept", "field", "start", "end", "rule", "version", "words", "by")


def facts_of(work: Work) -> str:
    """
    What readers see of a work, and the versions of the records that it was made of.

    Days of checking are left out, so that a day on which nothing changed costs nothing.
    """
    return _dump({
        "item": json.loads(item_to_json(work.item)),
        "key": work.item.key,
        "methods": dict(sorted(work.item.methods.items())),
        "records": [[r.id, r.source, r.version, r.state] for r in work.records],
        "first_seen": work.first_seen,
        "changed": work.changed,
        "state": work.state,
        "fingerprint": work.fingerprint,
        **({"judged": [[j.scheme, j.concept, j.holds, j.who] for j in work.judged]} if work.judged else {}),
    })  # fmt: skip


def work_from(id_: str, facts: str) -> Work:
    """The work of which ``facts_of`` made this text; its records have their ids, sources and versions only."""
    data: dict[str, Any] = json.loads(facts)
    item = item_from_json(data["key"], _dump(data["item"]), _dump(data["methods"]))
    records = tuple(
        Record(record, source, version, item, data["first_seen"], data["changed"], "", state, "")
        for record, source, version, state in data["records"]
    )
    return Work(
        id=id_, item=item, records=records, origins=(), first_seen=data["first_seen"],
        changed=data["changed"], last_checked="", state=data["state"], fingerprint=data["fingerprint"],
        judged=tuple(TagDecision(*one) for one in data.get("judged", ())),
    )  # fmt: skip


def tags_of(tags: Iterable[Tag]) -> str:
    """The tags of a work, sorted; the usual strength and no page take no room."""
    return _dump([_row(tag) for tag in sorted(tags, key=IN_ORDER)])


def _row(tag: Tag) -> list[object]:
    row = [getattr(tag, name) for name in _ALWAYS]
    if tag.page:
        return [*row, tag.strength, tag.page]
    return row if tag.strength == 1.0 else [*row, tag.strength]


def tags_from(work: str, text: str) -> tuple[Tag, ...]:
    """The tags of which ``tags_of`` made this text; an older text has neither strength nor page."""
    return tuple(Tag(work, *row) for row in json.loads(text))


def causes_in(tags: str) -> dict[str, list[str]]:
    """
    For each concept (scheme/id) of such a text what causes it: words with their field, or who gave or implied it.

    Places, pages and strength are left out: words move when others come before them.
    """
    found: dict[str, set[str]] = {}
    for scheme, concept, field, _, _, rule, _, words, by, *_ in json.loads(tags):
        found.setdefault(f"{scheme}/{concept}", set()).add(
            f"{field}: {words}" if words else f"{rule} by {by}"
        )
    return {concept: sorted(causes) for concept, causes in found.items()}


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
