"""Addresses in one form each, so that the same thing has the same key."""

import re
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string, url_query_cleaner

__all__ = ["canonical_url", "is_web"]

TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_hsenc|_hsmi|mkt_tok|wt_mc\w*|at_\w*medium"
    r"|(php|asp|j)sess(ion)?id|sid|s_cid|ref_?src"
)
"""Parameters that say who sent the reader, never what is read."""

_DEFAULT_PORTS = {"http": "80", "https": "443"}


def is_web(url: str) -> bool:
    """Whether a reader may follow this address: http or https, with a host."""
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
