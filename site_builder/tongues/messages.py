"""What is to be translated: the sentences of templates, of the tables of words, and of the script."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from index.book import ConceptBook
from site_builder import wording
from site_builder.facets import FACETS
from site_builder.render import OURS
from site_builder.script_words import SCRIPT
from site_builder.tongues.tongue import SOURCE, catalogue_files

__all__ = ["Message", "Untranslated", "headings_of", "messages", "untranslated"]

Message = str | tuple[str, str]
"""A sentence, or its singular and plural."""

Untranslated = Mapping[str, tuple[Message, ...]]
"""For each language what its catalogues lack."""

_METHODS = [("**.html", "jinja2")]
_OPTIONS = {
    "**.html": {
        "extensions": "jinja2.ext.i18n,jinja2.ext.loopcontrols",
        "trimmed": "true",
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "silent": "false",
    }
}


def messages(folders: Sequence[Path] = (), headings: Iterable[str] = ()) -> tuple[Message, ...]:
    """
    All sentences of the interface, sorted.

    Args:
        folders: Of templates that go before ours.
        headings: Of an observatory's own lists of concepts, as ``headings_of`` gives them.

    Raises:
        jinja2.TemplateSyntaxError: A template cannot be read.
    """
    found: dict[str, Message] = {}
    for folder in (OURS, *folders):
        for _, _, message, _, _ in extract_from_dir(str(folder), _METHODS, _OPTIONS):
            one = message if isinstance(message, str) else tuple(message[:2])
            # A plural is at home under its singular; the same words may be asked for alone as well.
            if isinstance(one, tuple) or one not in found:
                found[one if isinstance(one, str) else one[0]] = one  # type: ignore[assignment]
    for text in (*_words(), *headings):
        found.setdefault(text, text)
    return tuple(found[name] for name in sorted(found))


def headings_of(book: ConceptBook) -> tuple[str, ...]:
    """The titles of the lists of concepts, and the headings within them, as the sheets have them."""
    groups = (concept.group for concept in book if concept.group)
    return tuple(dict.fromkeys([*(scheme.title for scheme in book.schemes), *groups]))


def _words() -> Iterator[str]:
    """The sentences that stand in tables of the code."""
    yield from (facet.title for facet in FACETS)
    yield from wording.STATES
    for table in (wording.STATES, wording.METHOD_NAMES, wording.FIELD_NAMES, SCRIPT, wording.CAUSES):
        yield from table.values()
    for one, several in wording.KIND_NAMES.values():
        yield from (one, several)
    for relation, names in wording.RELATION_NAMES.items():
        yield from (relation, *names)
    yield from wording.RELATION_REASONS
    for name, _, meaning in wording.HEALTH.values():
        yield from (name, meaning)
    yield wording.SHARE


def untranslated(
    wanted: Sequence[Message], codes: Sequence[str], folders: Sequence[Path] = ()
) -> Untranslated:
    """
    What is said in English in each of these languages, since no catalogue has it.

    Args:
        wanted: All sentences, as ``messages`` gives them.
        folders: Of templates that go before ours, with catalogues of their own.
    """
    lacking: dict[str, tuple[Message, ...]] = {}
    for code in codes:
        if code == SOURCE:
            continue
        known = [_read(file) for file in catalogue_files(code, folders)]
        lacking[code] = tuple(one for one in wanted if not any(_has(catalogue, one) for catalogue in known))
    return lacking


def _read(file: Path) -> Catalog:
    with file.open("rb") as handle:
        return read_po(handle)


def _has(catalogue: Catalog, message: Message) -> bool:
    found = catalogue.get(message if isinstance(message, str) else message[0])
    if found is None or found.fuzzy:
        return False
    said = found.string
    return all(said) if isinstance(said, (tuple, list)) else bool(said)
