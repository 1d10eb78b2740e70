"""The whole site for machines: a site map, robots.txt, a description for browsers' search, and an OAI static repository."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import shorten
from xml.sax.saxutils import escape

from site_builder.links import safe_contact, work_page
from site_builder.site import Site
from site_builder.taking.feeds import readable

__all__ = ["MOST_RECORDS", "Described", "whole_files"]

MOST_URLS = 50_000
"""The most addresses that one site map may hold, by the protocol."""

MOST_RECORDS = 5_000
"""The most works in the OAI file: gateways of static repositories read it as a whole, so it is meant for small ones."""

SEARCH = "search/index.html"

Described = tuple[str, str, tuple[tuple[str, str], ...]]
"""A work for harvesters: its id, the day on which it changed, and names and values of Dublin Core."""


def whole_files(site: Site, pages: Sequence[str], works: Iterable[Described]) -> Iterator[tuple[str, bytes]]:
    """
    The files that say where the site's parts are; all of them need the address of the site.

    Args:
        pages: The paths of all pages.
        works: In the order of their ids.

    Returns:
        Paths within the site, and bytes; nothing when the site does not know where it is served from.
    """
    if not site.base_url:
        return
    base = f"{site.base_url.rstrip('/')}/"
    changed: dict[str, str] = {}
    found: list[Described] = []
    for one in works:
        changed[work_page(one[0])] = one[1]
        # Of a large site there is no OAI file, so that what would stand in it is not held.
        if len(changed) <= MOST_RECORDS + 1:
            found.append(one)
    yield from _site_maps(base, [page for page in sorted(pages) if page != "404.html"], changed)
    yield "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n".encode()
    if SEARCH in pages:
        yield "opensearch.xml", _open_search(site, base).encode()
    mail = (safe_contact(site.contact) or "").removeprefix("mailto:")
    if found and len(found) <= MOST_RECORDS and "@" in mail:
        yield "oai.xml", _oai(site, base, mail, found).encode()


def _site_maps(base: str, pages: Sequence[str], changed: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """One map, or an index of several with at most ``MOST_URLS`` addresses each."""
    parts = [pages[start : start + MOST_URLS] for start in range(0, len(pages), MOST_URLS)]
    if len(parts) <= 1:
        yield "sitemap.xml", _site_map(base, pages, changed)
        return
    for number, part in enumerate(parts, 1):
        yield f"sitemap-{number}.xml", _site_map(base, part, changed)
    maps = [
        f"<sitemap><loc>{base}sitemap-{number}.xml</loc></sitemap>" for number in range(1, len(parts) + 1)
    ]
    yield "sitemap.xml", _xml("sitemapindex", "http://www.sitemaps.org/schemas/sitemap/0.9", maps)


def _site_map(base: str, pages: Sequence[str], changed: Mapping[str, str]) -> bytes:
    urls = []
    for page in pages:
        day = f"<lastmod>{changed[page]}</lastmod>" if page in changed else ""
        urls.append(f"<url><loc>{escape(base + page.removesuffix('index.html'))}</loc>{day}</url>")
    return _xml("urlset", "http://www.sitemaps.org/schemas/sitemap/0.9", urls)


def _xml(name: str, space: str, lines: Sequence[str]) -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{space}">'
    return "\n".join([head, *lines, f"</{name}>", ""]).encode()


def _open_search(site: Site, base: str) -> str:
    # By the specification a short name may have 16 signs at most, and a long one 48.
    names = [shorten(site.title, most, placeholder="") or site.title[:most] for most in (16, 48)]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{readable(names[0])}</ShortName>\n"
        f"<LongName>{readable(names[1])}</LongName>\n"
        f"<Description>{readable(site.tagline or site.title)}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Image type="image/svg+xml">{escape(base)}static/icon.svg</Image>\n'
        f'<Url type="text/html" template="{escape(base)}{SEARCH}?q={{searchTerms}}"/>\n'
        f'<Url type="application/opensearchdescription+xml" rel="self" template="{escape(base)}opensearch.xml"/>\n'
        "</OpenSearchDescription>\n"
    )


def _oai(site: Site, base: str, mail: str, works: Sequence[Described]) -> str:
    """As the specification for an OAI static repository has it: Identify, ListMetadataFormats, ListRecords."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        (
            '<Repository xmlns="http://www.openarchives.org/OAI/2.0/static-repository"'
            ' xmlns:oai="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
            ' xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/static-repository'
            ' http://www.openarchives.org/OAI/2.0/static-repository.xsd">'
        ),
        "<Identify>",
        f"<oai:repositoryName>{readable(site.title)}</oai:repositoryName>",
        f"<oai:baseURL>{escape(base)}oai.xml</oai:baseURL>",
        "<oai:protocolVersion>2.0</oai:protocolVersion>",
        f"<oai:adminEmail>{escape(mail)}</oai:adminEmail>",
        f"<oai:earliestDatestamp>{min(day for _, day, _ in works)}</oai:earliestDatestamp>",
        "<oai:deletedRecord>no</oai:deletedRecord>",
        "<oai:granularity>YYYY-MM-DD</oai:granularity>",
        "</Identify>",
        "<ListMetadataFormats><oai:metadataFormat>",
        "<oai:metadataPrefix>oai_dc</oai:metadataPrefix>",
        "<oai:schema>http://www.openarchives.org/OAI/2.0/oai_dc.xsd</oai:schema>",
        "<oai:metadataNamespace>http://www.openarchives.org/OAI/2.0/oai_dc/</oai:metadataNamespace>",
        "</oai:metadataFormat></ListMetadataFormats>",
        '<ListRecords metadataPrefix="oai_dc">',
    ]
    place = base.partition("://")[2].partition("/")[0].partition(":")[0]
    for work, day, values in works:
        lines += [
            "<oai:record><oai:header>",
            f"<oai:identifier>oai:{place}:{escape(work)}</oai:identifier><oai:datestamp>{day}</oai:datestamp>",
            (
                '</oai:header><oai:metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
                ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
                ' xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/'
                ' http://www.openarchives.org/OAI/2.0/oai_dc.xsd">'
            ),
            *(f"<dc:{name}>{readable(value)}</dc:{name}>" for name, value in values),
            "</oai_dc:dc></oai:metadata></oai:record>",
        ]
    return "\n".join([*lines, "</ListRecords>", "</Repository>", ""])
