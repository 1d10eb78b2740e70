"""Addresses in one form each, so that the same thing has the same key."""

import re
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string, url_query_cleaner

from corpus.identifiers import doi_of

__all__ = ["believed_canonical", "canonical_url", "is_web", "joined", "site_of_host", "steady_key"]

TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|mc_[ce]id|igshid|yclid|ttclid|twclid|li_fat_id|vero_\w+"
    r"|_hsenc|_hsmi|hsctatracking|mkt_tok|trk|wt_mc\w*|at_\w*medium|pk_\w+|mtm_\w+|piwik_\w+|spm|cmpid|ncid"
    r"|s_cid|ref_?src|_ga|_gl|__twitter_impression"
)
"""Parameters that say who sent the reader, never what is read."""

SESSION = re.compile(r"(?:php|asp|j|cf)?_?sess(?:ion)?_?id|sid|cfid|cftoken|zenid|oscsid")
"""Parameters that say who the reader is."""

DRESS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"amp|print(?:able|version|_?view|_?friendly)?|mobile"), re.compile(r"|0|1|true|yes|amp")),
    (re.compile(r"format|view|output|layout|mode|outputtype"), re.compile(r"amp|print(?:able)?|mobile")),
    (re.compile(r"tmpl"), re.compile(r"component")),
)
"""Parameters, each with its values, that say how the thing is shown: for phones, for printing."""

_DRESSED_PATH = re.compile(
    r"(?<=[^/])/(?:amp|print|printable)/?$|(?<=[^/])\.amp(?=\.html?$|$)", re.IGNORECASE
)
_SESSION_PATH = re.compile(r";(?:jsessionid|sid|phpsessid)=[^/?#]*|;+(?=/|$)", re.IGNORECASE)
_FRONT = re.compile(r"/(?:index\.(?:x?html?|php|aspx?|jsp)|default\.(?:html?|aspx?))$", re.IGNORECASE)
_AMP_CACHE = re.compile(
    r"https?://(?:[\w-]+\.cdn\.ampproject\.org/[a-z]/|(?:www\.)?google\.[a-z.]{2,6}/amp/)(s/)?(?=[\w.-]+\.\w)",
    re.IGNORECASE,
)
_MOBILE_HOST = re.compile(r"^((?:[a-z]{2,3}\.)?)(?:www\d?|m|mobile|amp)\.(?=[^.]+\.[^.])")
_PORTS = {"http": 80, "https": 443}

_PLAIN = re.compile(
    r"https?://(?:www\.)?(?P<host>(?!(?:[a-z]{2,3}\.)?(?:www\d?|m|mobile|amp)\.|(?:dx\.)?doi\.org/|google\.|[\w-]+\.cdn\.)"
    r"[a-z0-9-]++(?:\.[a-z0-9-]++)++)"
    r"(?P<path>(?:/(?!(?i:amp|print|printable)(?:/|\Z)|(?i:index|default)\.)(?!(?i:[^/]*\.amp))[A-Za-z0-9_-][A-Za-z0-9_.-]*+)+)\Z"
)
"""Most addresses: they hold nothing that would have to be taken away or written otherwise."""


def is_web(url: str) -> bool:
    """
    Whether a reader may follow this address: http or https, with a host and no port but a number.

    >>> [is_web(url) for url in ("https://e.org/a", "mailto:a@e.org", "http://e.org:99999/", "http://[")]
    [True, False, False, False]
    """
    if _PLAIN.match(url):
        return True
    try:
        parts = urlsplit(url.strip())
        host, numbered = parts.hostname or "", parts.port != 0
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(host) and "%" not in host and numbered


def joined(base: str, link: str) -> str:
    """
    The whole address of a link in a page at ``base``; empty for what is none.

    >>> joined("https://e.org/a/b", "../c"), joined("https://e.org/", "http://[")
    ('https://e.org/c', '')
    """
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def canonical_url(url: str) -> str:
    """
    The address without what does not change the thing.

    Scheme, ``www``, mobile and AMP hosts and caches, default port, fragment (unless it is a route),
    tracking, session and print parameters, order of parameters, front pages' file names, a trailing
    slash, percent-encoding. A resolver's address of a DOI has the form of doi.org.

    The result is a key, not an address to fetch.

    >>> canonical_url("HTTP://www.Example.org:80/a/?utm_source=x&b=2&a=1#top")
    'https://example.org/a?a=1&b=2'
    >>> canonical_url("https://m.example.org/news/ports/amp/")
    'https://example.org/news/ports'
    """
    if plain := _PLAIN.match(url):
        return f"https://{plain['host']}{plain['path']}"
    return _canonical(url)


def _canonical(url: str) -> str:
    url = _AMP_CACHE.sub(lambda match: "https://" if match[1] else "http://", url.strip())
    parts = urlsplit(safe_url_string(url))
    host = _host(parts)
    if host in ("doi.org", "dx.doi.org") and (doi := doi_of(url)):
        return f"https://doi.org/{doi}"
    path = _plain_path(parts.path)
    route = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    bare = urlunsplit(("https", host, path, parts.query, route))
    if spoiling := [
        name for name, value in _pairs(parts.query) if _says_nothing(name.lower(), value.lower())
    ]:
        bare = url_query_cleaner(bare, spoiling, remove=True, keep_fragments=True)
    return str(canonicalize_url(bare, keep_fragments=bool(route)))


def steady_key(key: str) -> str:
    """
    What finds an item again although the form of its address alternates; a key that is none stays.

    >>> steady_key("http://www.example.org/a/?utm_source=feed"), steady_key("tag:example.org,2026:7")
    ('https://example.org/a', 'tag:example.org,2026:7')
    """
    return canonical_url(key) if is_web(key) else key


def believed_canonical(url: str, claimed: str) -> str:
    """
    The address that a page gives for itself (``rel=canonical``), if it can be believed; else its own.

    It is believed on the same site only, and not when it names a site's front page for another page:
    both are what broken templates do.

    >>> believed_canonical("https://a.example.org/x?p=1", "/x"), believed_canonical("https://a.org/x", "https://b.org/x")
    ('https://a.example.org/x', 'https://a.org/x')
    """
    full = joined(url, claimed.strip())
    if not is_web(full) or site_of_host(full) != site_of_host(url):
        return url
    front = urlsplit(full).path.rstrip("/") == "" and not urlsplit(full).query
    return url if front and urlsplit(url).path.rstrip("/") else full


def site_of_host(url: str) -> str:
    """The host without what only dresses it: ``www.``, ``m.``, ``amp.``."""
    return _host(urlsplit(url.strip()))


def _host(parts: SplitResult) -> str:
    host = _MOBILE_HOST.sub(r"\1", (parts.hostname or "").rstrip("."))
    if "." not in host:
        host = parts.hostname or ""
    try:
        port = parts.port
    except ValueError:
        port = None
    return f"{host}:{port}" if port and port != _PORTS.get(parts.scheme.lower()) else host


def _plain_path(path: str) -> str:
    """The path without sessions, front pages, dresses, empty and dotted parts, however often they occur."""
    before = ""
    while before != path:
        before = path
        parts: list[str] = []
        for part in _DRESSED_PATH.sub("", _FRONT.sub("/", _SESSION_PATH.sub("", path))).split("/"):
            if part == "..":
                del parts[-1:]
            elif part not in ("", "."):
                parts.append(part)
        path = "/" + "/".join(parts)
    return path


def _pairs(query: str) -> list[tuple[str, str]]:
    split = [pair.partition("=") for pair in query.split("&") if pair]
    return [(name, value) for name, _, value in split]


def _says_nothing(name: str, value: str) -> bool:
    return bool(
        TRACKING.fullmatch(name)
        or SESSION.fullmatch(name)
        or any(names.fullmatch(name) and values.fullmatch(value) for names, values in DRESS)
    )
