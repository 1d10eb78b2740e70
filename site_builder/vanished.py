"""Vanished pages: where each leads, so that no link that was ever given breaks."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from posixpath import dirname

from site_builder.manifest import Manifest
from site_builder.render import Page
from site_builder.view import SiteView

__all__ = ["moved_pages", "moved_to"]

MOST = 0.5
"""A value whose page is new follows a vanished one when it has more than this share of its works."""

_WORK = re.compile(r'href="[./]*works/([^/"]+)/index\.html"')


def moved_to(view: SiteView, old: Path, before: Manifest, names: Collection[str]) -> dict[str, str]:
    """
    Where the pages lead that were once made and are no more.

    A value whose works now have a new value of the same facet was renamed: its page leads there, and so do those of
    its pairs. A joined work's page is made with the works. What else vanished leads to the nearest page above it.

    Args:
        old: The folder of the old site, whose pages say which works a value had.
        before: What is known of it, and of the pages that had vanished before.
        names: Of all pages that were made now.

    Returns:
        The path of each vanished page, and that of the page to which it leads.
    """
    made = frozenset(names)
    once = {name for name in before.files if name.endswith(".html")} | before.moved.keys()
    gone = sorted(once - made - {"404.html"})
    renamed = _renamed(view, old, before, [name for name in gone if name not in before.moved], made)
    found: dict[str, str] = {}
    for name in gone:
        # A page that had moved before is followed to where that page is now.
        wanted = before.moved.get(name, name)
        found[name] = wanted if wanted in made else _nearest(_following(wanted, renamed), made)
    return {name: target for name, target in found.items() if target}


def moved_pages(moved: Mapping[str, str]) -> Iterator[Page]:
    """A page in place of each vanished one; it sends readers on, and says so where they are not sent."""
    for name, target in sorted(moved.items()):
        yield Page(name, "moved.html", {"target": target})


def _following(name: str, renamed: Mapping[str, str]) -> str:
    """The path with the folder of a renamed value replaced, as its pairs and parts lie within it."""
    for was, now in renamed.items():
        if name.startswith(f"{was}/"):
            return now + name.removeprefix(was)
    return name


def _nearest(name: str, made: Collection[str]) -> str:
    """The page itself or the first above it; without the folder of a language that is no more."""
    if name in made:
        return name
    beyond = name.partition("/")[2]
    if beyond in made:
        return beyond
    folder = dirname(name)
    while folder:
        if f"{folder}/index.html" in made:
            return f"{folder}/index.html"
        folder = dirname(folder)
    return "index.html" if "index.html" in made else ""


def _renamed(
    view: SiteView, old: Path, before: Manifest, gone: Collection[str], made: Collection[str]
) -> dict[str, str]:
    """The folders of values that were renamed, each with that of its follower."""
    new = {key: path for key in view.having if (path := view.path(key)) not in before.files and path in made}
    found: dict[str, str] = {}
    for name in gone:
        parts = name.split("/")
        if len(parts) != len(("facets", "facet", "value", "index.html")) or parts[-1] != "index.html":
            continue
        works = [view.by_id[work] for work in _works_on(old / name) if work in view.by_id]
        has = Counter(
            key for work in works for key in view.cards[work].keys if key in new and key[0] == parts[1]
        )
        if parts[0] == "facets" and has and max(has.values()) > MOST * len(works):
            follower = min(has, key=lambda key: (-has[key], key))
            found[dirname(name)] = dirname(new[follower])
    return found


def _works_on(page: Path) -> list[str]:
    """The works to which a page leads."""
    try:
        text = page.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return list(dict.fromkeys(_WORK.findall(text)))
