"""The second step of the main job: tagging, indexing and publishing what the corpus holds."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.database.catalogue import Catalogue
from corpus.judgement import write_judgement
from corpus.ledger import DroppedRow, Run
from corpus.lock import one_writer
from corpus.progress import Progress, silent
from corpus.store import now
from corpus.values import Work
from index.concepts import ConceptBook
from index.definitions.judging import read_lines
from index.definitions.tracking import track
from index.store import Index, open_index, update
from index.tags import PROXY, Tag
from observatory import __version__
from observatory.catalogue import catalogue
from observatory.connecting import connections
from observatory.home import Home, cards
from observatory.questions import asked
from observatory.snapshots.keeping import Kept, keep_state
from observatory.status import health_of

__all__ = ["BUILD_NOTE", "Build", "build", "is_published", "published", "site_of"]

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
        CorpusLocked: Another build is at work.
        SheetError: A sheet is wrong.
    """
    from site_builder.build import build_site  # noqa: PLC0415 - as above

    with one_writer(home.data / "building", "building the site"), catalogue(home) as reader:
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
        write_judgement(home.judgement, reader.judge(home.compared))
        _index(home, reader, book, progress)
        with open_index(home.index, book) as index:
            site = site_of(
                home, reader, index, keep_state(home, reader, index, published(home, reader, index))
            )
            built = build_site(site, home.site, home.dataset, progress=progress)
            total = sum(1 for _ in reader.works())
            works = sum(1 for _ in site.works())
        made = Build(works, total - works, built.pages, same=False)
        facts = {"made_of": ingredients, "works": works, "left_out": total - works, "pages": built.pages}
        half = note.with_suffix(".part")
        half.write_text(json.dumps(facts, indent=1))
        half.replace(note)
        return made


def _index(home: Home, reader: Catalogue, book: ConceptBook, progress: Progress) -> None:
    """Tag and index all works, then take out of the index what readers may not see."""
    languages = home.settings.languages
    book = book.of_works()
    update(home.index, reader.works(), book, languages=languages, progress=progress)
    only = {source.id: source.only for source in home.sources()}
    if not any(only.values()):
        return
    with open_index(home.index, book) as index:
        left_out = {w.id for w in reader.works() if not is_published(w, only, index.tags(w.id), reader.kept)}
    if left_out:
        published = (work for work in reader.works() if work.id not in left_out)
        update(home.index, published, book, languages=languages)


def published(home: Home, reader: Catalogue, index: Index) -> Callable[[], Iterator[Work]]:
    """Gives what readers may see, in the order of ids; may be called more than once."""
    only = {source.id: source.only for source in home.sources()}
    return lambda: (
        work for work in reader.works() if is_published(work, only, index.tags(work.id), reader.kept)
    )


def site_of(home: Home, reader: Catalogue, index: Index, kept: Kept) -> Any:
    """What the site and the dataset are made from; the state is kept before, so that it has a name."""
    from site_builder.site import Site  # noqa: PLC0415 - see build
    from site_builder.taking.amounts import Amounts  # noqa: PLC0415

    sources = cards(home.sources())
    works = published(home, reader, index)
    as_of = reader.as_of() or ""
    runs = reader.runs()
    settings = home.settings
    connected = connections(reader, works, home.passages)
    lines = read_lines(home.definition_lines)
    return Site(
        title=settings.title, subject=settings.subject, tagline=settings.tagline, base_url=settings.base_url,
        languages=settings.languages, contact=settings.contact, version=__version__, as_of=as_of,
        works=works, tags=index.tags, denied=index.denied, book=index.book, sources=sources,
        health=health_of(sources, runs, works(), reader.arrivals(), _moment(as_of)), runs=runs,
        dropped=[*reader.dropped(runs=_last_of(runs)), *_beside_the_subject(reader, runs, works)], changes=kept.changes,
        sightings=reader.sightings, snapshot=kept.snapshot.id, kept=settings.store.searchable, licence=settings.licence, templates=home.templates,
        interface=settings.interface,
        relations=connected.relations, passages=connected.passages, joined=connected.joined,
        tracked=track(works(), index.tags, index.book, settings.languages, lines, connected.passages),
        words=index.vocabulary,
        questions=asked(home, index, {work.id for work in works()}),
        amounts=Amounts(
            settings.site.references_from, settings.site.pair_feeds_from, settings.site.citation_styles, settings.site.offline,
        ),
    )  # fmt: skip


def is_published(
    work: Work, only: dict[str, tuple[str, ...]], tags: Sequence[Tag], kept: Collection[str] = ()
) -> bool:
    """
    Whether readers may see a work: a source whose sheet says ``only`` vouches for it only by a tag.

    A proxy, which may mean the thing and often means another, makes nothing relevant.

    Args:
        only: For each source, the concepts (scheme/id) of which one must be there; empty for all.
        kept: Works that a person wants to be seen.
    """
    if work.id in kept:
        return True
    wanted = [only.get(source, ()) for source in work.sources]
    if not all(wanted):
        return True
    carried = {f"{tag.scheme}/{tag.concept}" for tag in tags if tag.rule != PROXY}
    return any(carried.intersection(concepts) for concepts in wanted)


def _beside_the_subject(
    reader: Catalogue, runs: Sequence[Run], works: Callable[[], Iterator[Work]]
) -> Iterator[DroppedRow]:
    """The works that are held and not shown, since none of the concepts that their sources ask for is in them."""
    last = {run.source: run for run in runs if run.ended}
    shown = {work.id for work in works()}
    for work in reader.works():
        if work.id not in shown and (run := last.get(work.sources[0])):
            yield DroppedRow(
                run.id, run.source, work.first_seen, "not on the subject", "carries none of the concepts of 'only'",
                work.id, work.item.title,
            )  # fmt: skip


def _ingredients(home: Home, reader: Catalogue) -> str:
    parts = [__version__, reader.state(), home.settings.model_dump_json()]
    parts += [source.model_dump_json() for source in home.sources()]
    folders: list[Path] = [
        Path(str(files("corpus"))),
        Path(str(files("index"))),
        Path(str(files("site_builder"))),
        *home.templates,
    ]
    if home.own:
        folders.append(home.folder / "concepts")
    lines = home.definition_lines
    parts.append(lines.read_text(encoding="utf-8") if lines.is_file() else "")
    if home.queries.is_file():
        parts.append(home.queries.read_text(encoding="utf-8", errors="replace"))
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
