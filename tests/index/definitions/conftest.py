"""A book with a thing to define, so that no test hangs on what an observatory is about."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.book import Concept, ConceptBook, Scheme
from index.concepts import load_book
from index.definitions.finding import Finder

SHIPPED = load_book([Path(__file__).parents[3] / "index" / "concepts"])


@pytest.fixture(scope="session")
def book():
    """The shipped words of definitions and traits, about beehives."""
    hive = Concept(
        "topic", "hive", {"en": "Hive"}, labels={"en": ("hive", "hives", "beehive*"), "de": ("Bienenstock",)}
    )
    schemes = [SHIPPED.scheme("definition"), SHIPPED.scheme("trait"), Scheme("topic", "Topics", (hive,))]
    return ConceptBook([replace(scheme) for scheme in schemes])


@pytest.fixture(scope="session")
def finder(book):
    """Reads English and German."""
    return Finder(book, ("en", "de"))


@pytest.fixture(scope="session")
def shipped():
    """Reads Arabic with the shipped sheets."""
    return Finder(SHIPPED, ("ar",))


@pytest.fixture
def one(finder):
    """The only passage of an English text, or None."""

    def read(text, language="en"):
        (found,) = finder.passages([(language, text)])
        assert len(found) <= 1
        return found[0] if found else None

    return read
