"""The columns of what connects works: relations, passages that they share, and ids that were joined."""

from collections.abc import Iterator
from typing import NamedTuple

from corpus.families import Relation, families
from corpus.passages import Passage
from site_builder.column import Column, of
from site_builder.site import Site

__all__ = ["JOINED", "PASSAGES", "RELATIONS", "Joined", "joined_of", "passages_of", "relations_of"]

RELATIONS: tuple[Column, ...] = (
    Column("work", "text", "works.id", "The work that is the relation of the other.", lambda row: row[0].work),
    Column("relation", "category", "", "translation, version, draft, amendment, annex, summary, erratum or edition.", lambda row: row[0].relation),
    Column("other", "text", "works.id", "The work to which it is related.", lambda row: row[0].other),
    Column("family", "text", "works.id", "The first id of all works that are connected so.", lambda row: row[1]),
    Column("why", "text", "", "The rule, or who decided it.", lambda row: row[0].why),
)  # fmt: skip

PASSAGES: tuple[Column, ...] = (
    Column("first", "text", "works.id", "The work that had the passage first.", of("first")),
    Column("later", "text", "works.id", "The work that has it too.", of("later")),
    Column("dated", "boolean", "", "Whether their dates tell which was first; if not, the order says nothing.", of("dated")),
    Column("words", "integer", "words", "Length of the passage.", of("words")),
    Column("first_start", "integer", "characters", "Where it begins in the text of the first.", of("first_start")),
    Column("first_end", "integer", "characters", "The character after its end there.", of("first_end")),
    Column("later_start", "integer", "characters", "Where it begins in the text of the later.", of("later_start")),
    Column("later_end", "integer", "characters", "The character after its end there.", of("later_end")),
)  # fmt: skip

JOINED: tuple[Column, ...] = (
    Column("id", "text", "", "An id that was joined to another work; links to it still hold.", of("id")),
    Column("work", "text", "works.id", "The work that it leads to.", of("work")),
)  # fmt: skip


class Joined(NamedTuple):
    """An id that leads to another work."""

    id: str
    work: str


def relations_of(site: Site) -> Iterator[tuple[Relation, str]]:
    """The relations of published works, each with its family."""
    family = families(site.relations)
    return ((relation, family[relation.work]) for relation in sorted(site.relations))


def joined_of(site: Site) -> Iterator[Joined]:
    """The ids that lead elsewhere, sorted."""
    return (Joined(id_, work) for id_, work in sorted(site.joined.items()))


def passages_of(site: Site) -> tuple[Passage, ...]:
    """The passages that published works share, sorted."""
    return tuple(sorted(site.passages))
