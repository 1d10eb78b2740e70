"""Everything that a page says about itself, in one list, and how far each place is to be trusted."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from spiders.cleaning import plain
from spiders.extraction.embedded import embedded
from spiders.extraction.markup import Markup
from spiders.extraction.schemaorg import main_node, nodes_of, said_by
from spiders.extraction.values import ORIGINS, Said

__all__ = ["all_said", "best", "heading_of", "statements"]

META: dict[str, tuple[str, str]] = {
    "citation_title": ("title", "highwire"),
    "citation_author": ("authors", "highwire"),
    "citation_authors": ("authors", "highwire"),
    "citation_publication_date": ("date", "highwire"),
    "citation_cover_date": ("date", "highwire"),
    "citation_date": ("date", "highwire"),
    "citation_online_date": ("date", "highwire"),
    "citation_publisher": ("publisher", "highwire"),
    "citation_technical_report_institution": ("publisher", "highwire"),
    "citation_dissertation_institution": ("publisher", "highwire"),
    "citation_journal_title": ("series", "highwire"),
    "citation_conference_title": ("series", "highwire"),
    "citation_abstract": ("abstract", "highwire"),
    "citation_language": ("language", "highwire"),
    "citation_doi": ("doi", "highwire"),
    "citation_isbn": ("isbn", "highwire"),
    "citation_pdf_url": ("files", "highwire"),
    "dc.title": ("title", "dublin core"),
    "dc.creator": ("authors", "dublin core"),
    "dc.date.issued": ("date", "dublin core"),
    "dc.issued": ("date", "dublin core"),
    "dc.date.created": ("date", "dublin core"),
    "dc.created": ("date", "dublin core"),
    "dc.date": ("any date", "dublin core"),
    "dc.modified": ("updated", "dublin core"),
    "dc.date.modified": ("updated", "dublin core"),
    "dc.publisher": ("publisher", "dublin core"),
    "dc.description": ("abstract", "dublin core"),
    "dc.abstract": ("abstract", "dublin core"),
    "dc.language": ("language", "dublin core"),
    "dc.rights": ("licence", "dublin core"),
    "dc.license": ("licence", "dublin core"),
    "dc.identifier": ("doi", "dublin core"),
    "dc.identifier.doi": ("doi", "dublin core"),
    "dc.ispartof": ("series", "dublin core"),
    "og:title": ("title", "opengraph"),
    "og:description": ("abstract", "opengraph"),
    "og:site_name": ("publisher", "opengraph"),
    "og:locale": ("language", "opengraph"),
    "og:published_time": ("date", "opengraph"),
    "og:updated_time": ("updated", "opengraph"),
    "og:video": ("recording", "opengraph"),
    "og:video:url": ("recording", "opengraph"),
    "og:video:duration": ("duration", "opengraph"),
    "video:duration": ("duration", "opengraph"),
    "article:published": ("date", "opengraph"),
    "article:published_time": ("date", "opengraph"),
    "article:modified": ("updated", "opengraph"),
    "article:modified_time": ("updated", "opengraph"),
    "article:author": ("authors", "opengraph"),
    "event:start_time": ("starts", "opengraph"),
    "event:end_time": ("ends", "opengraph"),
    "author": ("authors", "meta"),
    "description": ("abstract", "meta"),
    "doi": ("doi", "meta"),
    "date": ("any date", "meta"),
    "pubdate": ("date", "meta"),
    "publishdate": ("date", "meta"),
    "publish-date": ("date", "meta"),
    "publish_date": ("date", "meta"),
    "published_date": ("date", "meta"),
    "date_published": ("date", "meta"),
    "datepublished": ("date", "meta"),
    "publication_date": ("date", "meta"),
    "dateissued": ("date", "meta"),
    "rnews:datepublished": ("date", "meta"),
    "parsely-pub-date": ("date", "meta"),
    "sailthru.date": ("date", "meta"),
    "last-modified": ("updated", "meta"),
    "lastmod": ("updated", "meta"),
    "datemodified": ("updated", "meta"),
    "date_modified": ("updated", "meta"),
    "modified_time": ("updated", "meta"),
    "revised": ("updated", "meta"),
}
"""Names of <meta> elements, each with the field that it fills and where it is at home."""

_LONGEST = {"abstract": 5000, "title": 500}
_RDFA = re.compile(r'(?:vocab|prefix)="[^"]{0,500}schema\.org|typeof="schema:')
_SPLIT = re.compile(r"\s+[|\-–—·•»«:]+\s+|\s*\|\s*")


def all_said(markup: Markup) -> tuple[Said, ...]:
    """Every statement of a page about its item, the most trusted first, each place in its own order."""
    said = list(_metas(markup.tree))
    titles = _page_titles(markup.tree, said)
    title = titles[0] if titles else ""
    main = main_node(list(nodes_of(embedded(markup, ("json-ld", "microdata")))), markup.url, title)
    if main is None and _speaks_rdfa(markup):
        main = main_node(list(nodes_of(embedded(markup, ("rdfa",)))), markup.url, title)
    if main:
        said += said_by(*main)
    said += _licences(markup)
    if heading := _heading(markup, said):
        said.append(Said("title", heading, "heading"))
    return tuple(sorted(said, key=lambda one: ORIGINS.index(one.origin)))


def statements(said: Sequence[Said], field: str) -> list[Said]:
    """What is said of one field, the most trusted first, each value once."""
    return list({one.value: one for one in reversed(said) if one.field == field}.values())[::-1]


def best(said: Sequence[Said], field: str) -> Said | None:
    """The most trusted statement of a field."""
    return next(iter(statements(said, field)), None)


def _page_titles(tree: HtmlElement, said: Sequence[Said]) -> list[str]:
    """What the page is called in its head: by metadata, then by its title element without the site's name."""
    titles = [one.value for one in said if one.field == "title"]
    whole = plain(tree.findtext(".//title"))
    return [*titles, *([_SPLIT.split(whole)[0]] if whole else [])]


def heading_of(said: Sequence[Said]) -> str:
    """The page's own heading, as ``all_said`` found it; empty when it has none."""
    return next((one.value for one in said if one.origin == "heading"), "")


def _heading(markup: Markup, said: Sequence[Said]) -> str:
    """The heading that is most like one of the page's titles or its address; the first h1 where none is."""
    tree, slug = markup.tree, unquote(urlsplit(markup.url).path.rstrip("/").rsplit("/", 1)[-1])
    named = (*_page_titles(tree, said), plain(tree.findtext(".//title")), re.sub(r"\.\w+$", "", slug))
    titles = [set(re.findall(r"[^\W_]+", title.lower())) for title in named]
    best_score, found = 0.0, ""
    for element in tree.iter("h1", "h2"):
        text = plain(element.text_content(), longest=2000)
        words = set(re.findall(r"[^\W_]+", text.lower()))
        if not words or len(text) > 400:
            continue
        alike = max((2 * len(words & one) / (len(words) + len(one)) for one in titles if one), default=0.0)
        score = alike + (0.1 if element.tag == "h1" else 0.0)
        if score > best_score + 1e-9:
            best_score, found = score, text
    return found


def _speaks_rdfa(markup: Markup) -> bool:
    """Whether schema.org is spoken in RDFa: slow to read, so it is asked only where nothing else names the item."""
    return "schema" in markup.html and bool(_RDFA.search(markup.html))


def _metas(tree: HtmlElement) -> Iterator[Said]:
    for element in tree.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop") or ""
        known = META.get(_name(name))
        if known is None and element.get("property"):
            known = META.get(_name(element.get("property")))
        value = element.get("content")
        if known and value:
            field, origin = known
            text = plain(value, longest=_LONGEST.get(field, 1000))
            if text:
                yield Said(field, text, origin)


def _name(name: str) -> str:
    name = name.strip().lower()
    for start in ("dcterms:", "dcterms.", "dc:", "dc_", "eprints."):
        if name.startswith(start):
            return "dc." + name.removeprefix(start)
    return name


def _licences(markup: Markup) -> Iterator[Said]:
    for element in markup.tree.iter("a", "link") if "license" in markup.html.lower() else ():
        rel, address = element.get("rel"), element.get("href")
        if rel and address and "license" in rel.lower().split():
            yield Said("licence", address.strip(), "meta")
