"""What columns are called: in headings, classes, keys and before texts, and what that says of them."""

import re
import unicodedata
from functools import lru_cache

__all__ = [
    "DATE_LABELS",
    "IN_FRONT",
    "LATER_LABELS",
    "OTHER_LABELS",
    "SITE_LABELS",
    "TITLE_LABELS",
    "words_of",
]

TITLE_LABELS = frozenset(
    """title titles titel titre titulo titolo tittel otsikko nazwa nazev nome nombre nom name names naam
    headline heading subject betreff sujet asunto document documento dokument publication publicacion
    event veranstaltung evento evenement rubrik baslik caption label parties case""".split()  # noqa: SIM905 - read as a line
)
DATE_LABELS = frozenset(
    """date dates datum fecha data dato paivamaara tarih published publication publie publicado posted issued
    released release filed decided announced created day when termin veroffentlicht""".split()  # noqa: SIM905
)
OTHER_LABELS = frozenset(
    """author authors autor autores auteur by summary description abstract excerpt teaser category categories
    tag tags type typ tipo status number no nr id key slug url link links file filename path extension size
    language lang keywords user modified updated uploaded upload lower deadline""".split()  # noqa: SIM905
)
LATER_LABELS = frozenset(
    {"modified", "updated", "uploaded", "upload", "changed", "revised", "deleted", "expires", "argued"}
)

SITE_LABELS = frozenset({"posted", "uploaded", "added"})
"""When something was put on a site; the date of the thing itself is better, where there is one."""

IN_FRONT = r"[^\W\d_][^:]{0,38}(?=:\s)"
"""A label as it stands before a text."""


@lru_cache(maxsize=20_000)
def words_of(text: str) -> frozenset[str]:
    """The words of a class, key or heading, folded; ``views-field-postDate`` gives four."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    plain = unicodedata.normalize("NFKD", split).casefold()
    return frozenset(re.findall(r"[a-z]+", "".join(c for c in plain if not unicodedata.combining(c))))
