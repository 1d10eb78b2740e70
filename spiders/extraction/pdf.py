"""PDF files: text page by page in the order of reading, and what the file says about itself."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

import pypdfium2
from lxml import etree
from pypdfium2 import PdfDocument, PdfiumError

from spiders.cleaning import plain
from spiders.extraction.columns import in_column_order
from spiders.extraction.righttoleft import in_reading_order
from spiders.extraction.values import Said, Unreadable

__all__ = ["PAGE_END", "pdf_pages", "read_pdf"]

PAGE_END = "\f"
"""Stands between the texts of two pages."""

MOST_PAGES = 3000
LONGEST = 10_000_000
"""Pages and characters that are read of one file; the rest is left out, and said so."""

SCANNED = 25
"""Characters per page below which a file of pictures has no text layer worth the name."""

GARBLED = 0.3
"""Share of characters without a meaning above which a text layer is no text."""

_TO_MEND = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc\ufffe\uffff]"
)
"""Most pages hold nothing of what the next three look for."""

_HYPHEN = re.compile(r"(?<=\w)[\ufffe\u0002\u00ad]\s*")
_FORMS = re.compile("[\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc]+")
_NO_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_STRANGE = re.compile("[\ue000-\uf8ff\ufff0-\uffff\x00-\x08\x0e-\x1f\x7f-\x9f]")
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdfx": "http://ns.adobe.com/pdfx/1.3/",
}
_XMP_FIELDS = {
    "dc:title": "title", "dc:creator": "authors", "dc:publisher": "publisher", "dc:language": "language",
    "dc:rights": "licence", "xmpRights:WebStatement": "licence", "prism:doi": "doi", "pdfx:doi": "doi",
    "dc:identifier": "doi", "prism:isbn": "isbn", "prism:publicationName": "series",
    "prism:coverDate": "date", "prism:publicationDate": "date",
}  # fmt: skip
_INFO_FIELDS = {"Title": "title", "Author": "authors", "CreationDate": "made", "doi": "doi"}
_NO_TITLE = re.compile(
    r"\.(docx?|pdf|indd|qxd|pptx?|xlsx?|tex|dvi|rtf|odt|pages)\s*$|^microsoft (word|powerpoint)|^untitled|^slide 1$"
    r"|^(document|layout|print|cover|title|powerpoint presentation)\s*\d*$|^\W*$",
    re.IGNORECASE,
)


def read_pdf(body: bytes) -> tuple[list[str], tuple[Said, ...], tuple[str, ...]]:
    """
    Read a PDF: the text of each page, what the file states, and remarks for the ledger.

    Raises:
        Unreadable: It is locked, damaged, scanned without a text layer, or its letters mean nothing.
    """
    try:
        document = PdfDocument(body)
    except PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Unreadable("a PDF locked with a password" if locked else "a damaged PDF", str(error)) from error
    try:
        pages, notes = _texts(document)
        said = tuple(_info(document, pages)) + tuple(_xmp(body, pages))
        _check(document, pages)
    except PdfiumError as error:  # such as pages that hold each other
        raise Unreadable("a damaged PDF", str(error)) from error
    finally:
        document.close()
    return pages, said, notes


def pdf_pages(body: bytes) -> list[str]:
    """Only the text of each page, checked for nothing; empty where the file cannot be opened."""
    try:
        with PdfDocument(body) as document:
            return _texts(document)[0]
    except PdfiumError:
        return []


def _texts(document: PdfDocument) -> tuple[list[str], tuple[str, ...]]:
    pages: list[str] = []
    notes: list[str] = []
    total = 0
    for number in range(len(document)):
        if number >= MOST_PAGES or total >= LONGEST:
            notes.append(f"only the first {number} of {len(document)} pages are read")
            break
        try:
            page = document[number]
            part = page.get_textpage()
            pages.append(_clean(in_column_order(part, _line_ends(part.get_text_bounded()))))
            part.close()
            page.close()
        except PdfiumError:
            pages.append("")  # the numbers of the others must stay
            notes.append(f"page {number + 1} is damaged")
        total += len(pages[-1])
    return pages, tuple(notes[:3])


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _clean(text: str) -> str:
    if _TO_MEND.search(text):
        text = _HYPHEN.sub("", text)
        text = _FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
        text = _NO_CHARACTERS.sub(" ", text)
    return in_reading_order(text).strip()


def _check(document: PdfDocument, pages: Sequence[str]) -> None:
    written = _written(pages)
    if written < SCANNED * len(pages) and (written == 0 or len(pages) > 1) and _has_pictures(document):
        raise Unreadable("a scanned PDF without a text layer", f"{written} characters on {len(pages)} pages")
    if written == 0:
        raise Unreadable("a PDF without any text", f"{len(pages)} pages")
    sample = "".join(page[:5000] for page in pages[:50])
    strange = len(sample) - len(_STRANGE.sub("", sample))
    if strange > GARBLED * len(sample):
        raise Unreadable("a PDF whose text layer is garbled", f"{strange} of {len(sample)} characters")


def _written(pages: Sequence[str]) -> int:
    """The signs on all pages, counted as far as it matters whether there are enough."""
    signs = 0
    for page in pages:
        signs += len("".join(page.split()))
        if signs >= SCANNED * len(pages):
            break
    return signs


def _has_pictures(document: PdfDocument) -> bool:
    image = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
    for number in range(min(len(document), 5)):
        if any(True for _ in document[number].get_objects(filter=[image], max_depth=3)):
            return True
    return False


def _info(document: PdfDocument, pages: Sequence[str]) -> Iterator[Said]:
    try:
        info = document.get_metadata_dict(skip_empty=True)
    except (PdfiumError, UnicodeDecodeError):
        return
    for name, field in _INFO_FIELDS.items():
        value = plain(info.get(name, ""), longest=1000)
        if field == "made":
            match = re.match(r"D:(\d{4})(\d{2})(\d{2})", value)
            value = "-".join(match.groups()) if match else ""
        if value and (field not in ("title", "authors") or _borne_out(value, pages)):
            yield Said(field, value, "pdf")


def _xmp(body: bytes, pages: Sequence[str]) -> Iterator[Said]:
    match = _XMP.search(body)
    if not match:
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(match[0], parser)
    except etree.XMLSyntaxError:
        return
    if root is None:
        return
    for name, field in _XMP_FIELDS.items():
        for element in root.iterfind(f".//{name}", _NAMESPACES):
            texts = [leaf.text for leaf in element.iterfind(".//rdf:li", _NAMESPACES)] or [element.text]
            for value in (plain(text, longest=1000) for text in texts if text):
                if value and (field not in ("title", "authors") or _borne_out(value, pages)):
                    yield Said(field, value, "pdf")


def _borne_out(value: str, pages: Sequence[str]) -> bool:
    """Whether the first pages show what the file claims: templates and programs claim much."""
    if _NO_TITLE.search(value):
        return False
    shown = set(re.findall(r"\w+", " ".join(pages[:4]).lower()))
    words = set(re.findall(r"\w{2,}", value.lower()))
    return bool(words) and len(words & shown) >= 0.8 * len(words)
