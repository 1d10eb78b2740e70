"""What the comparison of two works looks at: a work's fields, folded once so that pairs are cheap."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.encoding import fingerprint
from corpus.identifiers import arxiv_of, doi_of, handle_of, isbn_of
from corpus.pages import FILE_MARK
from corpus.urls import canonical_url, is_web
from corpus.values import Item, Work

__all__ = ["Description", "compact", "describe", "described", "folded", "words_of"]

_WORD = re.compile(r"[^\W_]+")
_NUMERAL = re.compile(r"\d+")
_ROMAN = re.compile(r"(?=[ivx])(x{0,2})(ix|iv|v?i{0,3})")
_REMARK = re.compile(r"(?<=\S)[\s.]*(?:\[[^\[\]]*\]|\([^\W\d_]+\))[\s.]*$")
"""What cataloguers put behind a title: "[Chinese]", "[Review] [33 refs]", "(French)"."""
_NAME = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_PAGES = re.compile(r"([a-z]*)\s*(\d+)(?:\s*[-\u2010-\u2015]+\s*[a-z]*(\d+))?", re.IGNORECASE)
_EXTENT = re.compile(
    r"\d\s*(?:p|pp|pages?|leaves|s|seiten|bl|f|fls?|h|hojas|págs?|páginas|pagine|blz)\b\.?\s*$", re.IGNORECASE
)
"""What cataloguers write for the length of a thing: "215 p.", "94 leaves"; "p. 215" is a place."""
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_LONG_TEXT = 4000
"""Of an abstract or a text so many signs are compared; its beginning tells works apart."""

_TELLING = 1000
"""Letters and digits of a file that can be told by its text; a cover sheet has fewer."""


@dataclass(frozen=True, slots=True)
class Description:
    """
    A work as the comparison sees it; every field is folded and may be empty.

    Attributes:
        title: The words of the title, joined; ``words`` are the same words.
        numbers: The numerals of the title in order, Roman ones too.
        people: Family and given names without initials, in order.
        container: The words of the journal, book or series.
        volume, issue: Their digits.
        pages: First and last page; the last is 0 when unknown; None without pages.
        dois: Also identifiers that imply a DOI, such as arXiv numbers; ``isbns`` as ISBN-13.
        handles: As ``identifiers.handle_of`` gives them.
        files: Marks of the work's files, by address and by text.
        addresses: Of its page: the one listed, and the one that the page gives for itself, each in one form.
        text: The beginning of the abstract, else of the full text.
    """

    id: str
    title: str = ""
    words: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    year: int | None = None
    container: tuple[str, ...] = ()
    volume: str = ""
    issue: str = ""
    pages: tuple[int, int] | None = None
    dois: tuple[str, ...] = ()
    isbns: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    text: str = ""
    language: str = ""
    kind: str = ""


def folded(text: str) -> str:
    """
    The text without case, accents and forms of letters.

    >>> folded("Éducation № Ⅱ")
    'education no ii'
    """
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", "".join(sign for sign in parts if not unicodedata.combining(sign)))


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(_WORD.findall(folded(text)))


def compact(text: str) -> str:
    """The folded words of a text, joined: spaces and hyphens do not matter."""
    return "".join(words_of(text))


def described(
    id_: str, title: str, *, authors: str = "", year: int | None = None, container: str = "",
    volume: str = "", issue: str = "", pages: str = "", doi: str = "", isbn: str = "", text: str = "",
    language: str = "", kind: str = "", handle: str = "", files: Iterable[str] = (),
    addresses: Iterable[str] = (),
) -> Description:  # fmt: skip
    """
    Fold the fields of a bibliographic record as catalogues write them.

    Args:
        authors: Names in any order and with any separators.
        pages: Such as ``221-8``; the last page is completed from the first.
        files: Marks of its files, the same for the same file.
        addresses: Where its page lies.
    """
    words = words_of(_bare(title))
    volume_digits = _NUMERAL.search(volume)
    issue_digits = _NUMERAL.search(issue)
    dois = [found for found in (doi_of(doi), arxiv_of(doi)) if found]
    return Description(
        id=id_, title="".join(words), words=words, numbers=_numbers(words), people=_names(authors),
        year=year, container=words_of(container),
        volume=volume_digits[0].lstrip("0") if volume_digits else "",
        issue=issue_digits[0].lstrip("0") if issue_digits else "",
        pages=_pages(pages, alone=not (volume_digits or issue_digits or container)), dois=tuple(dois[:1]), isbns=(found,) if (found := isbn_of(isbn)) else (),
        handles=(number,) if (number := handle_of(handle)) else (), files=tuple(files),
        addresses=tuple(dict.fromkeys(canonical_url(one) for one in addresses if is_web(one))),
        text=" ".join(words_of(text[:_LONG_TEXT])), language=language, kind=kind,
    )  # fmt: skip


def describe(work: Work) -> Description:
    """The description of a work of the corpus; its people are its authors, else its publisher."""
    item = work.item
    return described(
        work.id, "" if item.title_supplied else item.title, authors="; ".join(item.authors),
        year=item.date.year if item.date else None, container=" ".join(filter(None, (item.series, item.publisher))),
        doi=item.doi or item.url or "", handle=f"hdl:{item.handle}" if item.handle else item.url or "",
        files=_files(item), addresses=filter(None, (item.url, item.canonical)), isbn=item.isbn or "", text=item.abstract or item.text or "",
        language=(item.language or "").partition("-")[0], kind=item.kind,
    )  # fmt: skip


def _files(item: Item) -> Iterator[str]:
    """A mark of each file: its address, and what it says, since copies of a file lie at many addresses."""
    yield from (canonical_url(address) for address in item.files if is_web(address))
    for text in (item.text or "").split(FILE_MARK)[1:]:
        if len(said := compact(text)) >= _TELLING:
            yield fingerprint(said)[:16]


def _bare(title: str) -> str:
    """The title without the remarks behind it, however many there are."""
    while (shorter := _REMARK.sub("", title)) not in (title, ""):
        title = shorter
    return title


def _numbers(words: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for place, word in enumerate(words):
        if any(sign.isdigit() for sign in word):
            found.extend(number.lstrip("0") or "0" for number in _NUMERAL.findall(word))
        elif place and len(word) <= 5 and _ROMAN.fullmatch(word):
            found.append(str(_roman(word)))
    return tuple(found)


def _roman(word: str) -> int:
    values = [_ROMAN_VALUES[sign] for sign in word]
    return sum(-value if value < max(values[n:]) else value for n, value in enumerate(values))


def _names(authors: str) -> tuple[str, ...]:
    """Names of two letters and more that are no initials; in capitals, of four and more."""
    return tuple(
        folded(name)
        for name in _NAME.findall(authors)
        if len(name) > 1 and (not name.isupper() or len(name) > 3) and name not in ("and", "et", "al")
    )


def _pages(pages: str, *, alone: bool) -> tuple[int, int] | None:
    """First and last page; None where a number tells how long a work is, as it does that is in nothing (``alone``)."""
    match = _PAGES.search(pages)
    if not match or (not match[3] and (alone or _EXTENT.search(pages))):
        return None
    first, last = match[2], match[3] or ""
    if last and len(last) < len(first):  # 221-8 means 221-228
        last = first[: len(first) - len(last)] + last
    return int(first[-9:]), int(last[-9:] or 0)
