"""What a site is made from: one frozen value that the face fills from settings, corpus and index."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.families import Relation
from corpus.ledger import Change, DroppedRow, Run, Sighting
from corpus.passages import Passage
from corpus.sources import Health, SourceCard
from corpus.values import Work
from index.book import ConceptBook
from index.definitions.tracking import NOTHING, Tracked
from index.tags import Tag
from index.vocabulary import Vocabulary
from site_builder.taking.amounts import Amounts

__all__ = ["Asked", "Site"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A saved question: its title, the query, and the ids of the works that it finds."""

    title: str
    query: str
    works: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """
    All that a site shows. Nothing here reads a clock, so that the same input gives the same bytes.

    Attributes:
        title: The name of the observatory, such as "Observatory on fish"; the words of ``subject``
            in it are marked in the head of each page.
        subject: What the works are about, in the words of the settings.
        tagline: One sentence under the name, for search engines and feeds.
        base_url: Where the site is served from; empty when it is not known. Only the page for missing
            pages needs it, all other links are relative.
        languages: In which concepts' labels are looked for, BCP 47; the first is the main one.
        interface: The languages in which the pages speak; the first is that of the whole site.
        contact: A mail or web address for readers; empty for none.
        version: Of the software, shown in the foot.
        as_of: The time of the last harvest, ISO 8601.
        works: Gives all works in the order of their ids; may be called more than once.
        tags: Gives the tags of a work.
        denied: Gives those that words would give it and that a person denied.
        health, runs, dropped, changes: The newest last, as the ledger has them.
        sightings: Gives the answers of all sources, the oldest first.
        licence: Of the dataset, an SPDX identifier; empty when the settings name none.
        kept: How many states before this one stay searchable in the browser.
        snapshot: The id of the state that is shown; empty when it has none.
        relations: How works that are not one belong together; both are published.
        passages: Words that two published works share.
        joined: For each id that was joined to a published work that work's id.
        tracked: Definitions, who quotes whom, and volumes.
        words: Gives the words of the index, from which the search in the browser is written; None for no search.
        questions: Saved ones, with what they find.
        templates: Folders whose templates and static files go before ours; the first wins.
        amounts: From which size on lists have files of their own.
    """

    title: str
    subject: str
    tagline: str
    base_url: str
    languages: tuple[str, ...]
    contact: str
    version: str
    as_of: str
    works: Callable[[], Iterator[Work]]
    tags: Callable[[str], Sequence[Tag]]
    book: ConceptBook
    sources: Sequence[SourceCard]
    denied: Callable[[str], Sequence[Tag]] = lambda _: ()
    health: Sequence[Health] = ()
    runs: Sequence[Run] = ()
    dropped: Sequence[DroppedRow] = ()
    changes: Sequence[Change] = ()
    sightings: Callable[[], Iterator[Sighting]] = lambda: iter(())
    licence: str = ""
    snapshot: str = ""
    kept: int = 0
    relations: Sequence[Relation] = ()
    passages: Sequence[Passage] = ()
    joined: Mapping[str, str] = field(default_factory=dict)
    tracked: Tracked = NOTHING
    words: Callable[[], Vocabulary] | None = None
    questions: Sequence[Asked] = ()
    templates: Sequence[Path] = ()
    interface: tuple[str, ...] = ("en",)
    amounts: Amounts = field(default_factory=Amounts)

    @property
    def day(self) -> str:
        """The day of the last harvest, YYYY-MM-DD; empty before the first."""
        return self.as_of[:10]

    @property
    def title_parts(self) -> tuple[str, str, str]:
        """The title before, within and after the words of the subject; the title alone when it lacks them."""
        before, found, after = self.title.partition(self.subject) if self.subject else (self.title, "", "")
        return before, found, after
