"""From records to a work: the best value of each field by trust, and the values that lost."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.dates import PartialDate
from corpus.encoding import filled_fields, fingerprint, item_to_json
from corpus.values import Definition, FieldOrigin, Item, Label, Record, Work

__all__ = ["as_text", "assemble"]

TRUST = ("decision", "curator", "meta", "pdf", "feed", "listing", "sitemap", "sheet", "text", "http")
"""How a field was read, the most trusted first; an unknown method comes last."""

_UNITED = ("labels", "files")
"""Fields of which a work keeps what all its records say."""


def assemble(work: str, records: Sequence[Record]) -> Work:
    """
    Make a work of its records.

    Args:
        work: The work's id.
        records: At least one; in any order, the result is the same.
    """
    ordered = sorted(records, key=lambda record: (_best_trust(record.item), record.first_seen, record.id))
    values: dict[str, object] = {}
    origins: list[FieldOrigin] = []
    for name in dict.fromkeys(name for record in ordered for name in filled_fields(record.item)):
        offers = _offers(name, ordered)
        if name in _UNITED:
            values[name] = tuple(
                dict.fromkeys(part for record, _ in offers for part in getattr(record.item, name))
            )
        else:
            values[name] = getattr(offers[0][0].item, name)
        origins.extend(_origins(name, offers))
    origins += [lost for record in ordered for lost in record.lost]
    first = ordered[0].item
    # A title and the remark that it was supplied belong together, whoever else was surer of the rest.
    titled = _offers("title", ordered)[0][0].item
    values["title_supplied"] = titled.title_supplied
    item = replace(Item(key=first.key, kind=first.kind, title=first.title, methods=first.methods), **values)  # type: ignore[arg-type]
    listed = [record for record in ordered if record.state == "listed"]
    state = "listed" if listed else ordered[0].state
    seen = [f"{record.source} {record.id} {record.version}" for record in ordered]
    return Work(
        id=work, item=item, records=tuple(ordered), origins=tuple(origins),
        first_seen=min(record.first_seen for record in ordered),
        changed=max(record.changed for record in ordered),
        last_checked=max(record.last_checked for record in ordered), state=state,
        fingerprint=fingerprint(work, item_to_json(item), state, *seen)[:16],
    )  # fmt: skip


def _trust(method: str) -> int:
    return TRUST.index(method) if method in TRUST else len(TRUST)


def _best_trust(item: Item) -> int:
    return _trust(item.methods.get("title", ""))


def _offers(name: str, records: Sequence[Record]) -> list[tuple[Record, str]]:
    """The records that have this field, with how they read it; the most trusted first."""
    having = [(record, record.item.methods.get(name, "")) for record in records if getattr(record.item, name)]
    return sorted(having, key=lambda offer: _trust(offer[1]))


def _origins(name: str, offers: Sequence[tuple[Record, str]]) -> list[FieldOrigin]:
    origins: dict[str, FieldOrigin] = {}
    for record, method in offers:
        text = as_text(getattr(record.item, name))
        used = name in _UNITED or not origins
        origins.setdefault(text, FieldOrigin(name, text, record.source, method, record.changed, used))
    return list(origins.values())


def as_text(value: object) -> str:
    """A value of a field in words, as origins show it; empty for none."""
    match value:
        case PartialDate(text, _):
            return text
        case Definition(by, term):
            return f"{term}, by {by}"
        case Label(scheme, concept):
            return f"{scheme}/{concept}"
        case tuple():
            return "; ".join(as_text(part) for part in value)
        case None | False:
            return ""
        case True:
            return "yes"
        case _:
            return str(value)
