"""Building: all pages, static files and the dataset, into a folder that is switched when it is whole."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from corpus.progress import Progress, silent
from site_builder.counts import Download
from site_builder.dataset import export_dataset
from site_builder.pages import PAGES
from site_builder.proving import DATABASE, prove
from site_builder.render import Renderer, environment
from site_builder.scripts import published
from site_builder.searching.files import FOLDER, search_files
from site_builder.searching.states import kept_states
from site_builder.site import Site
from site_builder.taking.offline import offline_files
from site_builder.taking.styles import CITED
from site_builder.taking.taking import taking
from site_builder.tongues.building import translated
from site_builder.tongues.tongue import tongue_of
from site_builder.view import viewing
from site_builder.writing import MANIFEST, NewFolder, read_manifest, replacing

__all__ = ["STATIC", "Built", "build_site"]

STATIC = Path(__file__).parent / "static"
"""Files that are published as they are; a folder ``static`` beside overriding templates goes before it."""


@dataclass(frozen=True, slots=True)
class Built:
    """
    What a build did.

    Attributes:
        pages: HTML pages in the site.
        written: Files that are new or different.
        unchanged: Files that are as they were, with their times.
        bytes: The size of all files.
    """

    pages: int
    written: int
    unchanged: int
    bytes: int


def build_site(
    site: Site, folder: Path, dataset: Path | None = None, *, progress: Progress = silent
) -> Built:
    """
    Make the site, or leave it when it was made from just this and every file is as it was written.

    Args:
        folder: Is replaced as a whole; readers see the old site or the new one.
        dataset: A folder into which the dataset is exported, to be published too; without it there are no downloads.

    Raises:
        jinja2.TemplateError: A template that overrides ours is wrong.
        WrongNumber: A page shows a number that the published dataset does not give.
    """
    made_from = _made_from(site, published=dataset is not None)
    before = read_manifest(folder)
    if before and before.made_from == made_from:
        files = [folder / name for name in before.files]
        pages = sum(file.suffix == ".html" for file in files)
        size = sum(file.stat().st_size for file in [*files, folder / MANIFEST])
        return Built(pages, 0, len(files) + 1, size)
    with replacing(folder) as new:
        for name, file in _static(site):
            new.put(f"static/{name}", published(file) if file.is_relative_to(STATIC) else file.read_bytes())
        shown = _put_pages(new, site, folder, dataset, progress)
        if dataset:
            prove(new.path, shown, dataset / DATABASE)
        new.finish(made_from)
    return Built(len(shown), new.written, new.unchanged, new.bytes)


def _put_pages(
    new: NewFolder, site: Site, folder: Path, dataset: Path | None, progress: Progress
) -> Sequence[str]:
    """Put all that is made from the view, and give the names of the pages."""
    tongues = [tongue_of(code, site.templates) for code in site.interface]
    env = environment(site.templates, tongues[0])
    cited = folder / CITED
    before_cited = cited.read_bytes() if cited.is_file() else b""
    with viewing(site, tongue=tongues[0], progress=progress) as view, taking(view, before_cited) as taken:
        env.globals["taking"] = taken
        for path in export_dataset(site, dataset, view=view, progress=progress) if dataset else ():
            new.put(f"data/{path.name}", path.read_bytes())
            view.downloads.append(Download(path.name, path.stat().st_size))
        renderer = Renderer(env, view, tongues)
        ours = ((page.path, renderer.bytes_of(page)) for make in PAGES for page in make(view))
        pages: list[str] = []
        for name, data in chain(ours, translated(view, tongues, taken)):
            new.put(name, data)
            if name.endswith(".html"):
                pages.append(name)
                progress("writing pages", len(pages), 0)
        for name, data in chain(search_files(view), taken.files(pages)):
            new.put(name, data)
        searched = {name: made for name, made in new.files.items() if name.startswith(f"{FOLDER}/")}
        for name, data in (
            kept_states(folder, searched, site.snapshot, site.as_of, site.kept) if site.words else ()
        ):
            new.put(name, data)
        if site.amounts.offline:
            for name, data in offline_files(site.as_of, folder, dict(new.files), new.bytes, new.read):
                new.put(name, data)
    return pages


def _static(site: Site) -> Iterator[tuple[str, Path]]:
    found: dict[str, Path] = {}
    for folder in (*(templates / "static" for templates in site.templates), STATIC):
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                found.setdefault(file.relative_to(folder).as_posix(), file)
    yield from sorted(found.items())


def _made_from(site: Site, *, published: bool) -> str:
    """A name for all that a site is made from: what is shown, and the code and templates that show it."""
    made = hashlib.blake2b(digest_size=16)

    def add(*values: object) -> None:
        made.update(repr(values).encode(errors="surrogatepass"))

    add(
        published,
        site.words is not None,
        site.licence,
        site.title,
        site.subject,
        site.tagline,
        site.base_url,
        site.languages,
        site.interface,
        site.contact,
        site.version,
        site.kept,
        site.as_of,
        site.amounts,
    )
    for concept in site.book:
        add(
            concept.key,
            sorted(concept.label.items()),
            concept.broader,
            concept.note,
            concept.source,
            concept.group,
            concept.version,
        )
    add([(scheme.id, scheme.title) for scheme in site.book.schemes])
    for value in (
        *site.sources,
        *site.health,
        *site.runs,
        *site.dropped,
        *site.changes,
        *site.relations,
        *site.passages,
        *site.questions,
        *sorted(site.joined.items()),
        site.tracked,
    ):
        add(value)
    for work in site.works():
        # The fingerprint stands for the item and the state; what is checked anew each time is not in it.
        add(work.id, work.fingerprint, work.first_seen, work.last_checked, work.origins, site.tags(work.id))
    ours = Path(__file__).parent
    for folder in (ours, *site.templates):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix not in (".pyc", ".pyo"):
                add(file.relative_to(folder).as_posix())
                made.update(file.read_bytes())
    return made.hexdigest()
