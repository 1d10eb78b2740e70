"""Counts: what pages say of a value of a facet, and of a file to take along."""

from dataclasses import dataclass

from site_builder.facets import Key

__all__ = ["Count", "Download"]


@dataclass(frozen=True, slots=True)
class Count:
    """A value with its label and how many works have it."""

    key: Key
    label: str
    works: int


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the dataset: its name within the data folder, and its size."""

    name: str
    bytes: int
