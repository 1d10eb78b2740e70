"""Addresses and identifiers in one form each, so that the same thing has the same key."""

import re
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string, url_query_cleaner

__all__ = ["canonical_url", "doi_of", "is_web"]

TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_hsenc|_hsmi|mkt_tok|wt_mc\w*|at_\w*medium"
    r"|(php|asp|j)sess(ion)?id|sid|s_cid|ref_?src"
)
"""Parameters that say who sent the reader, never what is read."""

_PLAIN = re.compile(
    r"https?://(?:www\.)?(?P<host>(?!www\.)[a-z0-9-]++(?:\.[a-z0-9-]++)++)(?P<path>(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*+)+)\Z"
)
"""Most addresses: they hold nothing that would have to be taken away or written otherwise."""

_DEFAULT_PORTS = {"http": "80", "https": "443"}


def is_web(url: str) -> bool:
    """Whether a reader may follow this address: http or https, with a host."""
    if _PLAIN.match(url):
        return True
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)


def canonical_url(url: str) -> str:
    """
    The address without what does not change the thing: scheme, ``www``, default port, fragment,
    tracking parameters, order of parameters, a trailing slash, percent-encoding.

    The result is a key, not an address to fetch.

    >>> canonical_url("HTTP://www.Example.org:80/a/?utm_source=x&b=2&a=1#top")
    'https://example.org/a?a=1&b=2'
    """
    if plain := _PLAIN.match(url):
        return f"https://{plain['host']}{plain['path']}"
    return _canonical(url)


def _canonical(url: str) -> str:
    parts = urlsplit(safe_url_string(url.strip()))
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port and str(parts.port) != _DEFAULT_PORTS.get(parts.scheme) else ""
    path = parts.path if parts.path == "/" else parts.path.rstrip("/")
    bare = urlunsplit(("https", host + port, path or "/", parts.query, ""))
    names = [pair.partition("=")[0] for pair in parts.query.split("&")]
    tracking = [name for name in names if TRACKING.fullmatch(name.lower())]
    if tracking:
        bare = url_query_cleaner(bare, tracking, remove=True)
    return str(canonicalize_url(bare))


def doi_of(text: str) -> str | None:
    """
    The DOI in this identifier or resolver address, lower-cased; None when it is not one.

    >>> doi_of("https://doi.org/10.3402/RLT.v22.23563")
    '10.3402/rlt.v22.23563'
    """
    text = text.strip()
    if "10." not in text:
        return None
    import idutils  # noqa: PLC0415 - takes half a second to load, and few items have a DOI

    return str(idutils.normalize_doi(text)).lower() if text and idutils.is_doi(text) else None
