"""Small works and concept sheets, made where a test needs them."""

import hashlib
from textwrap import dedent

import pytest

from corpus.dates import PartialDate
from corpus.encoding import item_to_json
from corpus.values import Item, Label, Record, Work
from index.concepts import load_book


@pytest.fixture
def work():
    """Makes a work of one record: an id, a title and what else its item has."""

    def make(name, title="Untitled", *, labels=(), date=None, source="shelf", **fields):
        item = Item(
            key=name,
            kind=fields.pop("kind", "report"),
            title=title,
            labels=tuple(Label(*label.split("/")) for label in labels),
            date=PartialDate(date, "curator") if date else None,
            **fields,
        )
        record = Record(
            f"r-{name}", source, 1, item, "2024-01-01", "2024-01-01", "2024-01-01", "listed", "2024-01-01"
        )
        digest = hashlib.sha256(item_to_json(item).encode()).hexdigest()[:16]
        return Work(name, item, (record,), (), "2024-01-01", "2024-01-01", "2024-01-01", "listed", digest)

    return make


@pytest.fixture
def book(tmp_path):
    """Makes a concept book of sheets: the scheme's id, and its concepts as TOML."""
    made = []

    def make(**schemes):
        folder = tmp_path / f"concepts{len(made)}"
        folder.mkdir()
        made.append(folder)
        for scheme, concepts in schemes.items():
            head = f'scheme = "{scheme}"\ntitle = "{scheme.title()}s"\n'
            (folder / f"{scheme}.toml").write_text(head + dedent(concepts), encoding="utf-8")
        return load_book([folder])

    return make
