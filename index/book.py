"""The concepts of an observatory as values: schemes, concepts, and what a concept implies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import chain

from corpus.errors import NotFound
from index.folding import words
from index.patterns import Pattern

__all__ = ["Aside", "Concept", "ConceptBook", "Near", "Scheme"]


@dataclass(frozen=True, slots=True)
class Near:
    """Words that cause the tag when they stand near each other; each group holds alternatives."""

    groups: tuple[tuple[str, ...], ...]
    within: int = 5
    ordered: bool = False
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """Words beside which a label says only where somebody or something is from, and so does not count."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    within: int = 1
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """
    One concept, complete: with its country's names and the groups that name it.

    Attributes:
        label: Preferred label by language; has "en".
        labels, not_labels: By language, as written; a country's CLDR names are among them.
        hints: Labels that count only where ``least`` different ones stand in a work, or a label beside them.
        proxies: Labels of what stands for the concept without being it; empty when they are switched off.
        asides: The scheme's.
        in_text: In so many places of the full text it has to stand, where no other field names it.
        lead: Only in so many first words of an abstract one place is enough; 0 for everywhere.
        broader: Ids of the same scheme; the groups that list it as a member come last.
        longer: Labels of other concepts of the scheme inside which a label of this one does not count.
        joined: Of a group, the year in which a member joined, where the sheet says it.
        former: Of a group those that left it, with the years in which they joined and left; they imply nothing.
        checked: With what, and when, somebody compared the members; empty where nobody did.
        areas: Codes of regions of the world whose names in all languages are labels too.
        version: Eight hexadecimal digits that change when anything changes that decides what matches.
    """

    scheme: str
    id: str
    label: Mapping[str, str]
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exact: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    least: int = 2
    proxies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asides: tuple[Aside, ...] = ()
    in_text: int = 1
    lead: int = 0
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    note: str | None = None
    source: str | None = None
    group: str | None = None
    country: bool = False
    joined: Mapping[str, int] = field(default_factory=dict)
    former: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    checked: str = ""
    areas: tuple[str, ...] = ()
    longer: tuple[Pattern, ...] = ()
    version: str = ""

    @property
    def is_found_by_words(self) -> bool:
        """Whether any word of a text can cause a tag."""
        return bool(self.labels or self.exact or self.near or self.hints or self.proxies)

    @property
    def key(self) -> str:
        """``scheme/id``, as cards, labels and messages name it."""
        return f"{self.scheme}/{self.id}"


@dataclass(frozen=True, slots=True)
class Scheme:
    """
    A list of concepts of one sort, in the order of its sheets.

    Attributes:
        where: Where its words are looked for: in whole works, or in their definitions only.
    """

    id: str
    title: str
    concepts: tuple[Concept, ...]
    where: str = "works"


class ConceptBook:
    """
    All concepts of an observatory.

    >>> za, africa = Concept("region", "za", {"en": "South Africa"}, broader=("africa",)), Concept(
    ...     "region", "africa", {"en": "Africa"})
    >>> book = ConceptBook([Scheme("region", "Regions", (za, africa))])
    >>> book.implied("region", "za"), book.label("region", "za", "fr")
    (('africa',), 'South Africa')

    Attributes:
        schemes: In order.
    """

    def __init__(self, schemes: Sequence[Scheme]) -> None:
        self.schemes: tuple[Scheme, ...] = tuple(schemes)
        self._schemes = {scheme.id: scheme for scheme in self.schemes}
        self._concepts = {(one.scheme, one.id): one for one in self}
        self._names: dict[str, dict[tuple[str, ...], list[str]]] = {}
        self._implied = {key: self._ancestors(*key) for key in self._concepts}

    def __iter__(self) -> Iterator[Concept]:
        """Every concept, scheme by scheme."""
        return (concept for scheme in self.schemes for concept in scheme.concepts)

    def __contains__(self, key: tuple[str, str]) -> bool:
        """Whether there is a concept with this scheme and id."""
        return key in self._concepts

    def of_works(self) -> "ConceptBook":
        """The schemes whose words are looked for in whole works."""
        return ConceptBook([scheme for scheme in self.schemes if scheme.where == "works"])

    def scheme(self, id: str) -> Scheme:  # noqa: A002 - the word that sheets use
        """
        The scheme of this id.

        Raises:
            NotFound: There is none; the message names those that there are.
        """
        try:
            return self._schemes[id]
        except KeyError:
            raise NotFound(f"no scheme {id!r}; there are {', '.join(self._schemes) or 'none'}") from None

    def concept(self, scheme: str, id: str) -> Concept:  # noqa: A002 - as above
        """
        The concept of this scheme and id.

        Raises:
            NotFound: There is none; the message offers the nearest ids.
        """
        known = self._concepts.get((scheme, id))
        if known is None:
            near = get_close_matches(id, [one.id for one in self.scheme(scheme).concepts], n=3)
            hint = f"; did you mean {', '.join(near)}?" if near else ""
            raise NotFound(f"no concept {id!r} in scheme {scheme!r}{hint}")
        return known

    def implied(self, scheme: str, id: str) -> tuple[str, ...]:  # noqa: A002 - as above
        """The ids that a tag on this concept implies: the broader ones, nearest first, each once."""
        self.concept(scheme, id)
        return self._implied[scheme, id]

    def label(self, scheme: str, id: str, language: str = "en") -> str:  # noqa: A002 - as above
        """What a reader in this language is shown; the English label where there is none."""
        label = self.concept(scheme, id).label
        return label.get(language) or label.get(language.partition("-")[0]) or label.get("en", id)

    def named(self, scheme: str, name: str) -> tuple[str, ...]:
        """The ids of a scheme's concepts that have this name, in any language and spelling."""
        if scheme not in self._names:
            names: dict[tuple[str, ...], list[str]] = {}
            for one in self.scheme(scheme).concepts:
                labels = chain(one.label.values(), *one.labels.values(), one.exact)
                for found in dict.fromkeys(words(label) for label in labels):
                    names.setdefault(found, []).append(one.id)
            self._names[scheme] = names
        return tuple(self._names[scheme].get(words(name), ()))

    def _ancestors(self, scheme: str, id: str) -> tuple[str, ...]:  # noqa: A002 - as above
        found: dict[str, None] = {}
        waiting = list(self._concepts[scheme, id].broader)
        while waiting:
            one = waiting.pop(0)
            if one not in found:
                found[one] = None
                waiting.extend(self._concepts[scheme, one].broader)
        return tuple(found)
