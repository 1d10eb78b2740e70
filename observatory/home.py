"""An observatory's home: its settings, and the folders in which its sheets and data lie."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from corpus.errors import NotFound
from corpus.sheets import read_sheet
from corpus.sources import SourceCard
from corpus.store import Place
from index.concepts import ConceptBook, load_book
from index.recalling import read_recalled
from observatory import __version__
from observatory.settings import Settings
from spiders.settings import Manners
from spiders.sheet import Source, load_sources

__all__ = ["FILE", "Home", "cards", "home_in", "open_home"]

FILE = "observatory.toml"


@dataclass(frozen=True, slots=True)
class Home:
    """
    One observatory.

    Attributes:
        folder: Where its own files lie; the current folder for the one that is shipped.
        own: Whether the folder has an ``observatory.toml``.
    """

    folder: Path
    settings: Settings
    own: bool

    @property
    def data(self) -> Path:
        """The folder of harvested and derived data."""
        return self.folder / self.settings.store.folder

    @property
    def place(self) -> Place:
        """Where the corpus lies."""
        store = self.settings.store
        return Place(self.data, store.database, store.bodies)

    @property
    def index(self) -> Path:
        """The folder of the search index and the tags."""
        return self.data / "index"

    @property
    def site(self) -> Path:
        """The folder of the generated site."""
        return self.data / "site"

    @property
    def dataset(self) -> Path:
        """The folder of the exported dataset."""
        return self.data / "dataset"

    @property
    def snapshots(self) -> Path:
        """The folder of the states that were published."""
        return self.data / "snapshots"

    @property
    def collections(self) -> tuple[Path, ...]:
        """The folders of collection files; a later one goes before an earlier one."""
        return self._folders(_shipped() / "collections", "collections", shipped=self.settings.shipped.sources)

    @property
    def queries(self) -> Path:
        """The file of saved questions, one's own or that of the shipped observatory; it need not be there."""
        return (self.folder if self.own else _shipped()) / "queries.toml"

    @property
    def definition_lines(self) -> Path:
        """The file of what people decided on definitions; it need not be there."""
        return self.folder / "decisions" / "definitions.jsonl"

    @property
    def templates(self) -> tuple[Path, ...]:
        """The folders of templates that replace the site's own."""
        return self._folders(None, "templates", shipped=False)

    @property
    def decisions(self) -> tuple[Path, ...]:
        """The folders of decisions; one's own may also lie beside the data of the shipped observatory."""
        shipped = (_shipped() / "decisions",) if self.settings.shipped.sources else ()
        return (*shipped, self.folder / "decisions")

    @property
    def judgement(self) -> Path:
        """The file with what the last build found out about all works together."""
        return self.data / "judgement.json"

    @property
    def compared(self) -> Path:
        """The file with what the last comparison of works leaves for the next."""
        return self.data / "compared.npz"

    @property
    def passages(self) -> Path:
        """The file with the passages that texts shared at the last build."""
        return self.data / "passages.json"

    @property
    def source_folders(self) -> tuple[Path, ...]:
        """The folders of source sheets; a later one goes before an earlier one."""
        shipped = Path(str(files("spiders"))) / "sources"
        return self._folders(shipped, "sources", shipped=self.settings.shipped.sources)

    def saved(self, source: str) -> Path:
        """The folder of a source's saved answers: one's own for one's own sheet, else the shipped one."""
        own = self.folder / "saved" / source
        sheet = self.folder / "sources" / f"{source}.toml"
        if self.own and (own.is_dir() or sheet.exists() or not self.settings.shipped.sources):
            return own
        return Path(str(files("spiders"))) / "saved" / source

    @property
    def recalled(self) -> Path:
        """The file of rules that people have switched off."""
        return self.folder / "concepts" / "recalled.csv"

    def sources(self) -> tuple[Source, ...]:
        """All source sheets, by id."""
        return load_sources(self.source_folders)

    def book(self) -> ConceptBook:
        """All concept sheets."""
        return load_book(self.concepts, recalled=read_recalled(self.recalled) if self.own else ())

    @property
    def concepts(self) -> tuple[Path, ...]:
        """The folders of concept sheets; a later one goes before an earlier one."""
        shipped = Path(str(files("index"))) / "concepts"
        return self._folders(shipped, "concepts", shipped=self.settings.shipped.concepts)

    def manners(self) -> Manners:
        """How servers are asked."""
        harvest, contact = self.settings.harvest, self.settings.contact or "no contact set"
        return Manners(
            user_agent=f"research-observatory/{__version__} (+{contact})", delay=harvest.delay,
            timeout=harvest.timeout, max_bytes=harvest.max_megabytes * 1_000_000,
            budget=harvest.budget_minutes * 60, sources_at_once=harvest.sources_at_once,
            robots=harvest.obey_robots, contact=self.settings.contact, pages=harvest.pages_per_run,
            allow=harvest.allow_private, certificates=harvest.check_certificates,
        )  # fmt: skip

    def _folders(self, ours: Path | None, name: str, *, shipped: bool) -> tuple[Path, ...]:
        own = (self.folder / name,) if self.own and (self.folder / name).is_dir() else ()
        return ((ours,) if shipped and ours else ()) + own


def open_home(folder: Path | None) -> Home:
    """
    The observatory in this folder, else in the current one, else the shipped one.

    Raises:
        NotFound: A folder was named, but it holds no observatory.
        SheetError: Its ``observatory.toml`` is wrong.
    """
    if folder is not None and not (folder / FILE).is_file():
        raise NotFound(f"{folder}: no {FILE} there; 'observatory init {folder}' writes one")
    return home_in(folder or Path())


def home_in(folder: Path) -> Home:
    """
    The observatory whose settings lie in this folder, else the shipped one with its data there.

    Raises:
        SheetError: Its ``observatory.toml`` is wrong.
    """
    if (folder / FILE).is_file():
        return Home(folder, read_sheet(folder / FILE, Settings), own=True)
    return Home(folder, read_sheet(_shipped() / FILE, Settings), own=False)


def cards(sources: tuple[Source, ...]) -> tuple[SourceCard, ...]:
    """The cards of these sources."""
    return tuple(source.card() for source in sources)


def _shipped() -> Path:
    return Path(str(files("observatory"))) / "shipped"
