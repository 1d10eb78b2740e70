"""DOCX and EPUB files: zip archives of XML, opened with limits so that no bomb goes off."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from spiders.cleaning import plain
from spiders.extraction.values import Said, Unreadable

__all__ = ["read_docx", "read_epub"]

LARGEST = 100_000_000
"""Bytes that the parts of one archive may unfold to."""

MOST_PARTS = 2000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_FIELDS = {
    "title": "title", "creator": "authors", "publisher": "publisher", "language": "language", "rights": "licence",
    "identifier": "doi", "date": "date",
}  # fmt: skip


def read_docx(body: bytes) -> tuple[list[str], tuple[Said, ...], tuple[str, ...]]:
    """
    Read a Word file: its text as one page (a file of this form knows no pages), what it states, remarks.

    Raises:
        Unreadable: It is damaged, a bomb, or holds no text.
    """
    archive = _Archive(body, "DOCX")
    root = archive.xml("word/document.xml")
    paragraphs = (
        "".join(
            (leaf.text or "") if leaf.tag == f"{_W}t" else " "
            for leaf in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br")
        ).strip()
        for paragraph in root.iter(f"{_W}p")
    )
    text = "\n".join(filter(None, paragraphs))
    if not text:
        raise Unreadable("a DOCX without any text")
    said: tuple[Said, ...] = ()
    if archive.has("docProps/core.xml"):
        said = tuple(one for one in _dublin_core(archive.xml("docProps/core.xml")) if one.field != "date")
    return [text], said, ()


def read_epub(body: bytes) -> tuple[list[str], tuple[Said, ...], tuple[str, ...]]:
    """
    Read an EPUB: the text of each part in the order of reading, what it states, remarks.

    Raises:
        Unreadable: It is damaged, locked, a bomb, or holds no text.
    """
    archive = _Archive(body, "EPUB")
    found = archive.xml("META-INF/container.xml").find(f".//{_CONTAINER}rootfile")
    if found is None:
        raise Unreadable("a damaged EPUB", "its container names no package")
    place = found.get("full-path", "")
    package = archive.xml(place)
    parts = {item.get("id"): item.get("href", "") for item in package.iter(f"{_OPF}item")}
    pages = []
    for reference in package.iter(f"{_OPF}itemref"):
        name = posixpath.normpath(
            posixpath.join(posixpath.dirname(place), unquote(parts.get(reference.get("idref"), "")))
        )
        if archive.has(name):
            pages.append(_text_of(archive.read(name)))
    if not any(pages):
        locked = archive.has("META-INF/encryption.xml")
        raise Unreadable("an EPUB locked with a key" if locked else "an EPUB without any text")
    return pages, tuple(_dublin_core(package)), ()


class _Archive:
    """A zip archive that is read within limits."""

    def __init__(self, body: bytes, form: str) -> None:
        self._form = form
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Unreadable(f"a damaged {form}", str(error)) from error
        parts = self._zip.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
            raise Unreadable(f"a {form} that unfolds to more than {LARGEST // 1_000_000} MB")
        self._names = {part.filename for part in parts}
        self._left = LARGEST

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name in self._names

    def read(self, name: str) -> bytes:
        """One part; what the archive says of its size is not believed."""
        try:
            with self._zip.open(name) as part:
                data = part.read(self._left + 1)
        except Exception as error:  # a locked part, a broken one, zlib's and others' own errors
            raise Unreadable(f"a damaged {self._form}", f"{name}: {error}") from error
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable(f"a {self._form} that unfolds to more than {LARGEST // 1_000_000} MB")
        return data

    def xml(self, name: str) -> etree._Element:
        """One part as XML, without entities and without the network."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise Unreadable(f"a damaged {self._form}", f"{name}: {error}") from error


def _dublin_core(root: etree._Element) -> Iterator[Said]:
    for name, field in _FIELDS.items():
        for element in root.iter(f"{_DC}{name}"):
            if value := plain(element.text, longest=1000):
                yield Said(field, value, "pdf")


def _text_of(body: bytes) -> str:
    try:
        tree = document_fromstring(body, parser=HTMLParser(encoding="utf-8", remove_comments=True))
    except (etree.LxmlError, ValueError):
        return ""
    for element in list(tree.iter("script", "style", "head")):
        element.drop_tree()
    lines = (" ".join(text.split()) for text in tree.itertext())
    return "\n".join(line for line in lines if line)
