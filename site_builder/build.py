"""Building: all pages, static files and the dataset, into a folder that is switched when it is whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from corpus.progress import Progress, silent
from site_builder.counts import Download
from site_builder.dataset import export_dataset
from site_builder.manifest import Manifest, read_manifest, whole, write_manifest
from site_builder.prints import Prints, prints_of
from site_builder.proving import DATABASE, prove
from site_builder.putting import put_pages
from site_builder.render import Renderer, environment
from site_builder.scripts import published
from site_builder.searching.files import search_files
from site_builder.searching.states import kept_states
from site_builder.site import Site
from site_builder.taking.offline import offline_files
from site_builder.taking.styles import CITED
from site_builder.taking.taking import taking
from site_builder.tongues.building import translated
from site_builder.tongues.tongue import tongue_of
from site_builder.vanished import moved_pages, moved_to
from site_builder.viewing import viewing
from site_builder.writing import NewFolder, put_right, replacing

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
    put_right(folder)
    prints = prints_of(site, published=dataset is not None)
    before = read_manifest(folder)
    if before.made_from == prints.whole and whole(folder, before):
        pages = sum(name.endswith(".html") for name in before.files) - len(before.moved)
        size = sum((folder / name).stat().st_size for name in before.files)
        return Built(pages, 0, len(before.files), size)
    with replacing(folder, before) as new:
        for name, file in _static(site):
            new.put(f"static/{name}", published(file) if file.is_relative_to(STATIC) else file.read_bytes())
        shown, moved = _put_all(new, site, prints, folder, before, dataset, progress)
        if dataset:
            prove(new.path, shown, dataset / DATABASE)
    write_manifest(folder, Manifest(prints.whole, new.files, new.shown, moved))
    return Built(len(shown), new.written, new.unchanged, new.bytes)


def _put_all(
    new: NewFolder, site: Site, prints: Prints, folder: Path, before: Manifest, dataset: Path | None, progress: Progress
) -> tuple[Sequence[str], Mapping[str, str]]:  # fmt: skip
    """Put all that is made from the view; give the names of the pages, and where those lead that are no more."""
    tongues = [tongue_of(code, site.templates) for code in site.interface]
    env = environment(site.templates, tongues[0])
    cited = folder / CITED
    before_cited = cited.read_bytes() if cited.is_file() else b""
    with (
        viewing(site, tongue=tongues[0], prints=prints, progress=progress) as view,
        taking(view, before_cited) as taken,
    ):
        env.globals["taking"] = taken
        for path in export_dataset(site, dataset, view=view, progress=progress) if dataset else ():
            new.put(f"data/{path.name}", path.read_bytes())
            view.downloads.append(Download(path.name, path.stat().st_size))
        pages = put_pages(new, view, env, tongues, progress)
        for name, data in translated(view, tongues, taken):
            new.put(name, data)
            if name.endswith(".html"):
                pages.append(name)
        moved = moved_to(view, folder, before, new.files)
        alone = Renderer(env, view)
        for page in moved_pages(moved):
            new.put(page.path, alone.bytes_of(page))
        for name, data in chain(search_files(view), taken.files(pages)):
            new.put(name, data)
        if site.words:
            for name, data in kept_states(folder, dict(new.files), site.snapshot, site.as_of, site.kept):
                new.put(name, data)
        if site.amounts.offline:
            for name, data in offline_files(site.as_of, folder, dict(new.files), new.bytes, new.read):
                new.put(name, data)
    return sorted(pages), moved


def _static(site: Site) -> Iterator[tuple[str, Path]]:
    found: dict[str, Path] = {}
    for folder in (*(templates / "static" for templates in site.templates), STATIC):
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                found.setdefault(file.relative_to(folder).as_posix(), file)
    yield from sorted(found.items())
