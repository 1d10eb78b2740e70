"""Which pages are made in every language of the interface, and the links between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from site_builder import links
from site_builder.tongues.tongue import Tongue

__all__ = ["Other", "in_tongue", "is_navigation", "others_of", "within"]

_NAVIGATION = re.compile(
    r"(?:index|(?:about|accessibility|changes|coverage|data|definitions|events|families|gaps|help|method|privacy|questions"
    r"|search|sources)/index|(?:definitions|facets|gaps|rankings)/[^/]+/index)\.html"
)

_LINK = re.compile(r'(?P<before><(?:a|script)\b[^>]*?\b(?:href|src)=")(?P<up>(?:\.\./)+)(?P<path>[^"#?]+)')


@dataclass(frozen=True, slots=True)
class Other:
    """The same page in another language: its code, the language's own name, and the path."""

    code: str
    name: str
    path: str


def is_navigation(path: str) -> bool:
    """
    Whether a page leads to works, and is therefore made in every language.

    The pages of works, and their lists, are many and hold what others wrote; they are made once.

    >>> is_navigation("gaps/index.html"), is_navigation("works/w1/index.html")
    (True, False)
    """
    return bool(_NAVIGATION.fullmatch(path))


def within(code: str, path: str) -> str:
    """Where a page lies in a language that is not the main one."""
    return f"{code}/{path}"


def others_of(path: str, tongues: Sequence[Tongue]) -> tuple[Other, ...]:
    """The page in all languages, the main one first; none where the page or the site has but one."""
    if len(tongues) < 2 or not is_navigation(path):
        return ()
    main, *others = tongues
    return (
        Other(main.code, main.name, path),
        *(Other(one.code, one.name, within(one.code, path)) for one in others),
    )


def in_tongue(html: str, path: str, code: str) -> str:
    """
    The page with its links leading to pages of the same language, where there are such.

    Done once on what a template gave, so that no template has to know which pages are translated.

    Args:
        path: Where the page lies, with the folder of its language.

    >>> in_tongue('<a href="../../gaps/index.html#x">', "fr/about/index.html", "fr")
    '<a href="../../fr/gaps/index.html#x">'
    """
    root = links.root_of(path)

    def moved(found: re.Match[str]) -> str:
        here = found["up"] == root and is_navigation(found["path"])
        # The switch of languages names its targets itself.
        if not here or "hreflang=" in found["before"]:
            return found[0]
        return f"{found['before']}{root}{code}/{found['path']}"

    return _LINK.sub(moved, html)
