"""The second step of the main job: tagging, indexing and publishing what the corpus holds."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.database.reading import Reader
from corpus.ledger import Run
from corpus.progress import Progress, silent
from corpus.store import now, reading
from corpus.values import Work
from index.concepts import ConceptBook
from index.definitions.judging import read_lines
from index.definitions.tracking import track
from index.store import Index, open_index, update
from index.tags import Tag
from observatory import __version__
from observatory.home import Home, cards
from observatory.status import health_of

__all__ = ["BUILD_NOTE", "Build", "build", "is_published", "site_of"]

BUILD_NOTE = "build.json"
"""In the data folder: what the last build was made of."""


@dataclass(frozen=True, slots=True)
class Build:
    """What a build came to; ``same`` when nothing had changed and nothing was written."""

    works: int
    left_out: int
    pages: int
    same: bool


def build(home: Home, *, progress: Progress = silent, again: bool = False) -> Build:
    """
    Tag, index and publish what the corpus holds.

    Args:
        again: Build even if nothing changed since the last time.

    Raises:
        CorpusError: There is no corpus yet.
        SheetError: A sheet is wrong.
    """
    from site_builder.build import build_site  # noqa: PLC0415 - as above
    from site_builder.dataset import take_dataset  # noqa: PLC0415 - pandas is slow to start

    with reading(home.place) as reader:
        ingredients = _ingredients(home, reader)
        note = home.data / BUILD_NOTE
        before = _read_note(note)
        if (
            not again
            and before.get("made_of") == ingredients
            and home.site.is_dir()
            and home.dataset.is_dir()
        ):
            return Build(before["works"], before["left_out"], before["pages"], same=True)
        book = home.book()
        _index(home, reader, book, progress)
        with open_index(home.index, book) as index:
            site = site_of(home, reader, index)
            built = build_site(site, home.site, progress=progress)
            take_dataset(home.site / "data", home.dataset)
            total = sum(1 for _ in reader.works())
            works = sum(1 for _ in site.works())
        made = Build(works, total - works, built.pages, same=False)
        facts = {"made_of": ingredients, "works": works, "left_out": total - works, "pages": built.pages}
        half = note.with_suffix(".part")
        half.write_text(json.dumps(facts, indent=1))
        half.replace(note)
        return made


def _index(home: Home, reader: Reader, book: ConceptBook, progress: Progress) -> None:
    """Tag and index all works, then take out of the index what readers may not see."""
    languages = home.settings.languages
    book = book.of_works()
    update(home.index, reader.works(), book, languages=languages, progress=progress)
    only = {source.id: source.only for source in home.sources()}
    if not any(only.values()):
        return
    with open_index(home.index, book) as index:
        left_out = {w.id for w in reader.works() if not is_published(w, only, index.tags(w.id))}
    if left_out:
        published = (work for work in reader.works() if work.id not in left_out)
        update(home.index, published, book, languages=languages)


def site_of(home: Home, reader: Reader, index: Index) -> Any:
    """What the site and the dataset are made from."""
    from site_builder.site import Site  # noqa: PLC0415 - see build

    sources = cards(home.sources())
    only = {card.id: card.only for card in sources}

    def works() -> Iterator[Work]:
        return (work for work in reader.works() if is_published(work, only, index.tags(work.id)))

    as_of = reader.as_of() or ""
    runs = reader.runs()
    settings = home.settings
    lines = read_lines(home.definition_lines)
    return Site(
        title=settings.title, subject=settings.subject, tagline=settings.tagline, base_url=settings.base_url,
        languages=settings.languages, contact=settings.contact, version=__version__, as_of=as_of,
        works=works, tags=index.tags, book=index.book, sources=sources,
        health=health_of(sources, runs, works(), _moment(as_of)), runs=runs,
        dropped=reader.dropped(runs=_last_of(runs)), changes=reader.changes(), templates=home.templates,
        tracked=track(works(), index.tags, index.book, settings.languages, lines),
    )  # fmt: skip


def is_published(work: Work, only: dict[str, tuple[str, ...]], tags: Sequence[Tag]) -> bool:
    """
    Whether readers may see a work: a source whose sheet says ``only`` vouches for it only by a tag.

    Args:
        only: For each source, the concepts (scheme/id) of which one must be there; empty for all.
    """
    wanted = [only.get(source, ()) for source in work.sources]
    if not all(wanted):
        return True
    carried = {f"{tag.scheme}/{tag.concept}" for tag in tags}
    return any(carried.intersection(concepts) for concepts in wanted)


def _ingredients(home: Home, reader: Reader) -> str:
    parts = [__version__, reader.state(), home.settings.model_dump_json()]
    parts += [source.model_dump_json() for source in home.sources()]
    folders: list[Path] = [Path(str(files("index"))), Path(str(files("site_builder"))), *home.templates]
    if home.own:
        folders.append(home.folder / "concepts")
    lines = home.definition_lines
    parts.append(lines.read_text(encoding="utf-8") if lines.is_file() else "")
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                parts += [file.relative_to(folder).as_posix(), hashlib.sha256(file.read_bytes()).hexdigest()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _read_note(note: Path) -> dict[str, Any]:
    try:
        found = json.loads(note.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _last_of(runs: Sequence[Run]) -> set[int]:
    return set({run.source: run.id for run in runs if run.ended}.values())


def _moment(as_of: str) -> datetime:
    return datetime.fromisoformat(as_of) if as_of else now()
