"""Addresses: where each page lies in the site, and which foreign addresses a reader may follow."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from posixpath import dirname, join
from urllib.parse import quote, urlsplit

from anyascii import anyascii

from corpus.urls import is_web
from site_builder.facets import Key

__all__ = [
    "EVENTS_PAGE",
    "FAMILIES_PAGE",
    "facet_page",
    "family_page",
    "host",
    "nth",
    "pair_page",
    "question_pages",
    "ranking_page",
    "root_of",
    "rules_page",
    "safe_contact",
    "safe_url",
    "scheme_page",
    "slugs",
    "source_page",
    "trait_page",
    "value_page",
    "work_page",
]

EVENTS_PAGE = "events/index.html"
"""The calendar of events."""

FAMILIES_PAGE = "families/index.html"
"""All families of works."""

_SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")


def _segment(name: str) -> str:
    """A name that is safe as one part of a path; the names are ours, so another is a mistake of ours."""
    if not _SEGMENT.fullmatch(name):
        raise ValueError(f"{name!r} cannot be part of an address")
    return name


def work_page(work: str) -> str:
    """The page of a work."""
    return f"works/{_segment(work)}/index.html"


def family_page(family: str) -> str:
    """The page of a family of works."""
    return f"families/{_segment(family)}/index.html"


def source_page(source: str) -> str:
    """The page of a source."""
    return f"sources/{_segment(source)}/index.html"


def facet_page(facet: str) -> str:
    """The list of a facet's values."""
    return f"facets/{_segment(facet)}/index.html"


def value_page(facet: str, slug: str) -> str:
    """The first page of the works that have this value."""
    return f"facets/{_segment(facet)}/{_segment(slug)}/index.html"


def pair_page(first: tuple[str, str], second: tuple[str, str]) -> str:
    """The first page of the works that have both values; each is a facet and a slug."""
    return "/".join(["facets", *map(_segment, (*first, *second)), "index.html"])


def question_pages(titles: Iterable[str]) -> list[str]:
    """
    The first page of the works that each saved question finds.

    >>> question_pages(["Skills in Asia"])
    ['questions/skills-in-asia/index.html']
    """
    names = slugs(("question", title) for title in titles)
    return [f"questions/{_segment(name)}/index.html" for name in names.values()]


def ranking_page(facet: str) -> str:
    """The values of a facet ranked."""
    return f"rankings/{_segment(facet)}/index.html"


def trait_page(trait: str) -> str:
    """The definitions that state this trait."""
    return f"definitions/{_segment(trait)}/index.html"


def scheme_page(scheme: str) -> str:
    """What the concepts of a scheme find."""
    return f"concepts/{_segment(scheme)}/index.html"


def rules_page(scheme: str) -> str:
    """The first page of the rules of a scheme's concepts."""
    return f"concepts/{_segment(scheme)}/rules/index.html"


def nth(path: str, number: int) -> str:
    """
    The further pages of a list lie beside the first.

    >>> nth("works/index.html", 1), nth("works/index.html", 3)
    ('works/index.html', 'works/page-3.html')
    """
    return path if number == 1 else join(dirname(path), f"page-{number}.html")


def root_of(path: str) -> str:
    """
    The way from a page to the folder of the site.

    >>> root_of("index.html"), root_of("works/a/index.html")
    ('', '../../')
    """
    return "../" * path.count("/")


def safe_url(url: str | None) -> str | None:
    """
    The address if a reader may follow it: http or https, with a host; else None.

    >>> safe_url("https://example.org/a b"), safe_url("javascript:alert(1)")
    ('https://example.org/a%20b', None)
    """
    if not url or not is_web(url):
        return None
    return quote(url.strip(), safe="%/:=&?~#+!$,;'@()*[]", encoding="utf-8")


def safe_contact(contact: str) -> str | None:
    """
    The contact as a link: a mail address, or a web address; None when it is neither.

    >>> safe_contact("mailto:a@example.org"), safe_contact("a@example.org"), safe_contact("javascript:x")
    ('mailto:a@example.org', 'mailto:a@example.org', None)
    """
    mail = contact.strip().removeprefix("mailto:")
    if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", mail):
        return f"mailto:{mail}"
    return safe_url(contact)


def host(url: str) -> str:
    """The host of an address without ``www``, as it is shown."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def slugs(keys: Iterable[Key]) -> Mapping[Key, str]:
    """
    A readable name for the address of each value.

    The first of two values that would have the same name keeps it, the later one gets some digits of
    its hash; as values come in the order of the works' ids, a new value never takes an old one's name.

    >>> list(slugs([("publisher", "Łódź"), ("publisher", "Lodz"), ("publisher", "教育部")]).values())
    ['lodz', 'lodz-ad7593', 'jiaoyubu']
    """
    found: dict[Key, str] = {}
    taken: set[tuple[str, str]] = set()
    for key in keys:
        facet, value = key
        if key in found:
            continue
        name = re.sub(r"[^a-z0-9]+", "-", anyascii(value).lower()).strip("-")[:60].strip("-")
        if not name or (facet, name) in taken:
            name = "-".join(filter(None, (name, hashlib.sha256(value.encode()).hexdigest()[:6])))
        found[key] = name
        taken.add((facet, name))
    return found
