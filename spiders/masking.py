"""Credentials are never written down: neither in the ledger nor in an error's words."""

import re

__all__ = ["masked", "without_user"]

_USER = re.compile(r"(?<=://)[^\s/?#@'\"]++@")
_NAMES = (
    "access_?token|api_?key|apikey|auth|authorization|client_?secret|credential|key|pass|password|passwd|pwd|"
    "secret|sig|signature|subscription-key|token|x-api-key"
)
_VALUE = re.compile(rf"(?<=[?&;])((?:{_NAMES})=)[^&\s'\"#;]++", re.IGNORECASE)
_HEADER = re.compile(
    r"((?:proxy-)?authorization['\"]?\s*[:=]\s*['\"]?(?:basic|bearer|token)?\s*)[^\s'\",]++", re.IGNORECASE
)


def masked(text: str) -> str:
    """
    An address, or words with addresses in them, without user names, passwords, keys and tokens.

    >>> masked("https://ada:pw@e.org/feed?page=2&api_key=0123")
    'https://e.org/feed?page=2&api_key=…'
    """
    if "@" not in text and "=" not in text and "uthorization" not in text:
        return text
    return _HEADER.sub(r"\1…", _VALUE.sub(r"\1…", _USER.sub("", text)))


def without_user(url: str) -> str:
    """
    An address without user name and password, which leads to the same thing.

    >>> without_user("https://ada:pw@e.org/feed?key=1")
    'https://e.org/feed?key=1'
    """
    return _USER.sub("", url) if "@" in url else url
