"""The shortest selector that finds exactly the rows of a list."""

from collections.abc import Iterator, Sequence

from lxml import etree

from spiders.discovery.page import REGULAR, Element, label_of, step, tag
from spiders.written_dates import shapes_of

__all__ = ["row_selector"]


def row_selector(
    root: Element, rows: Sequence[Element], title: str, date: str = "", languages: Sequence[str] = ()
) -> str:
    """
    An XPath that finds these rows on this page.

    Args:
        rows: What it has to find.
        title: The path of the title inside a row; it tells items from spacers.
        date: The path of the date; it tells items from headers. Empty where there is none.
        languages: Of the names of months; all where empty.

    Returns:
        The shortest that finds the rows and nothing else; where none does, the one that comes nearest.
    """
    inner = title if title.startswith(".//") else title.removeprefix("./")
    guards = ["", "[td]" if tag(rows[0]) == "tr" else "", f"[normalize-space({inner})]"]
    if (
        (label := label_of(rows[0]))
        and '"' not in label
        and len({label_of(row) for row in rows}) == 1 < len(rows)
    ):
        guards.append(f'[normalize-space(*[1])="{label}"]')
    if date:
        dated = _dated(rows, date, languages)
        guards += [f"{guard}{dated}" for guard in guards]
    wanted = set(rows)
    best, best_worth = "", -1.0
    held: dict[str, dict[Element, bool]] = {guard: {} for guard in guards}
    for path in _paths(rows):
        plain = root.xpath(_quicker(path), namespaces=REGULAR)
        for guard, known in held.items():
            found = _kept(plain, guard, known)
            worth = len(found & wanted) / len(found | wanted)
            if worth > best_worth:
                best, best_worth = path + guard, worth
            if worth == 1.0:
                return best
    return best


def _kept(elements: Sequence[Element], guard: str, known: dict[Element, bool]) -> set[Element]:
    """The elements that pass a condition, which is asked once of each: most paths find the same ones."""
    if not guard:
        return set(elements)
    passes = etree.XPath(f"boolean(self::node(){guard})", namespaces=REGULAR)
    for element in elements:
        if element not in known:
            known[element] = bool(passes(element))
    return {element for element in elements if known[element]}


def _quicker(path: str) -> str:
    """A path that finds the same; libxml2 takes the square of the time for ``//`` inside nested rows."""
    first, between, last = path.rpartition('"]//')
    return f'{first}"]/descendant::{last}' if between else path


def _dated(rows: Sequence[Element], date: str, languages: Sequence[str]) -> str:
    """A condition that a date stands where the rows have theirs."""
    path = date if date.startswith(".//") else date.removeprefix("./")
    if "re:test" in path:
        return f"[{path}]"
    texts = [" ".join(str(row.xpath(f"string({path})")).split()) for row in rows]
    shapes = shapes_of(texts, languages)
    return f"[re:test(normalize-space({path}), '{shapes}')]" if shapes else ""


def _paths(rows: Sequence[Element]) -> Iterator[str]:
    """Ever longer paths: ``//tr``, ``//tr[@class]``, ``//table[@id]//tr``."""
    lines = [[row, *row.iterancestors()] for row in rows]
    depth = min(len(line) for line in lines)
    suffix = ""
    for level in range(depth):
        across = [line[level] for line in lines]
        plain = _common([_plain(element) for element in across])
        if plain is None:
            return
        options = [
            plain,
            _common([step(element) for element in across]),
            _common([_by_id(e) for e in across]),
        ]
        named = [option for option in dict.fromkeys(options) if option]
        for option in named:
            yield f"//{option}/{suffix}" if suffix else f"//{option}"
        best = named[1] if level == 0 and len(named) > 1 else plain
        for option in named[1:]:
            if suffix and level > 0:
                yield f"//{option}//{suffix.rpartition('/')[2]}"
        suffix = f"{best}/{suffix}" if suffix else best


def _plain(element: Element) -> str:
    return str(element.tag) if "}" not in str(element.tag) else f"*[local-name()='{tag(element)}']"


def _by_id(element: Element) -> str:
    name = element.get("id", "")
    return f'{_plain(element)}[@id="{name}"]' if name and '"' not in name else ""


def _common(options: Sequence[str]) -> str | None:
    return options[0] if options[0] and all(option == options[0] for option in options) else None
