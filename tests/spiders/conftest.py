"""Pages and files written for these tests."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date

import pytest

from spiders.extraction.page import read_page
from spiders.extraction.values import Expected, Reading

TODAY = date(2026, 3, 1)
URL = "https://example.org/reports/skills-for-a-green-economy"
PARAGRAPH = (
    "Short courses that carry credit are spreading quickly, and employers, universities and ministries of labour "
    "ask how learners can combine them into a qualification that others recognise. This report compares rules "
    "in nine countries and shows where the evidence is thin, who pays for the courses and who profits from them."
)


def page_of(
    head: str = "", body: str = "", *, title: str = "Skills for a green economy", lang: str = "en"
) -> bytes:
    """A page with an article of three paragraphs, and what a test adds to its head and body."""
    return (
        f"<!DOCTYPE html><html lang='{lang}'><head><meta charset='utf-8'><title>{title} | Example Institute</title>"
        f"{head}</head><body><header><nav><a href='/'>Home</a> <a href='/news'>News</a></nav></header><main><article>"
        f"<h1>{title}</h1>{body}<p>{PARAGRAPH}</p><p>First, {PARAGRAPH}</p><p>Second, {PARAGRAPH}</p></article></main>"
        f"<footer><p>Example Institute, 1 Main Street</p></footer></body></html>"
    ).encode()


@pytest.fixture
def read() -> Callable[..., Reading]:
    """Read a page as the harvest does."""

    def read(
        body: bytes,
        *,
        url: str = URL,
        kind: str = "report",
        title: str = "",
        asked: str = "",
        language: str = "",
    ) -> Reading:
        return read_page(body, url, "text/html", Expected(asked or url, title, kind, language), today=TODAY)

    return read


def pdf_of(
    *pages: str | Sequence[tuple[int, int, str]], info: str = "", picture: bool = False, locked: bool = False,
    letters: str = "",
) -> bytes:  # fmt: skip
    """
    A PDF with these lines on its pages; with ``picture`` each page is one.

    A page may also be pieces of text with their places, in the order in which the file writes them.
    ``letters`` are names of glyphs that stand in place of A, B, C and so on.
    """
    count = len(pages)
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {count} >>")
    encoding = f"<< /Differences [65 {letters}] >>" if letters else "/WinAnsiEncoding"
    objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding {encoding} >>")
    for number, text in enumerate(pages):
        stream = _lines_of(text) if isinstance(text, str) else _pieces_of(text)
        if picture:
            stream = "q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< {info} >>")
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, text in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1"))
    start = out.tell()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    lock = (
        f" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'ab' * 32}> /U <{'cd' * 32}> >> /ID [<00> <00>]"
        if locked
        else ""
    )
    out.write(
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R"
        f" /Info {len(objects)} 0 R{lock} >>\nstartxref\n{start}\n%%EOF\n".encode("latin-1")
    )
    return out.getvalue()


def _lines_of(text: str) -> str:
    lines = "".join(f"({line.replace('(', '').replace(')', '')}) Tj 0 -14 Td " for line in text.split("\n"))
    return f"BT /F1 11 Tf 50 780 Td {lines}ET"


def _pieces_of(pieces: Sequence[tuple[int, int, str]]) -> str:
    return "\n".join(f"BT /F1 9 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for x, y, text in pieces)


def docx_of(*paragraphs: str, title: str = "") -> bytes:
    """A Word file with these paragraphs."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    core = f"<c xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>{title}</dc:title></c>"
    return zip_of(
        {
            "word/document.xml": f"<w:document xmlns:w='{space}'><w:body>{lines}</w:body></w:document>",
            "docProps/core.xml": core,
        }
    )


def epub_of(*chapters: str, title: str = "", author: str = "") -> bytes:
    """An EPUB with these chapters."""
    items = "".join(f"<item id='c{n}' href='c{n}.xhtml'/>" for n in range(len(chapters)))
    spine = "".join(f"<itemref idref='c{n}'/>" for n in range(len(chapters)))
    package = (
        "<package xmlns='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata>"
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dc:language>en</dc:language></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
        "<rootfile full-path='book/package.opf'/></rootfiles></container>"
    )
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "book/package.opf": package,
    }
    parts |= {
        f"book/c{n}.xhtml": f"<html><body><p>{text}</p></body></html>" for n, text in enumerate(chapters)
    }
    return zip_of(parts)


def zip_of(parts: dict[str, str]) -> bytes:
    """An archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


@pytest.fixture
def make() -> dict[str, Callable[..., bytes]]:
    """The makers of pages and files."""
    return {"page": page_of, "pdf": pdf_of, "docx": docx_of, "epub": epub_of, "zip": zip_of}
