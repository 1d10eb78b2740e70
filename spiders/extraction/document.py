"""Reading an answer behind an item, whatever it is: the one door to this package."""

from datetime import date

from spiders.extraction.values import Expected, Reading, Unreadable

__all__ = ["form_of", "read_document"]

_MAGIC = {b"%PDF-": "pdf", b"PK\x03\x04": "zip"}
_TYPES = {
    "application/pdf": "pdf",
    "application/epub+zip": "epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/html": "html",
    "application/xhtml+xml": "html",
}
_PICTURES = ("image/", "audio/", "video/", "font/")


def form_of(body: bytes, content_type: str, url: str) -> str:
    """
    What a body is: pdf, docx, epub or html; the bytes count before what the server says.

    Raises:
        Unreadable: It is something that is not read, such as a picture.
    """
    for magic, form in _MAGIC.items():
        if magic in body[:1024]:
            return form if form != "zip" else _zip_form(body)
    declared = content_type.partition(";")[0].strip().lower()
    if declared.startswith(_PICTURES) or b"\x00\x00\x00" in body[:512]:
        raise Unreadable("not a page or a file that can be read", declared or url)
    stated = _TYPES.get(declared)
    if stated and stated != "html":
        raise Unreadable(f"a damaged {stated.upper()}", "its first bytes are those of something else")
    return "html"


def read_document(body: bytes, url: str, content_type: str, expected: Expected, *, today: date) -> Reading:
    """
    Read a page or file; run it in a worker process, since what comes from the web may be hostile.

    Args:
        url: Where it came from, after redirects.
        content_type: As its server sent it.
        expected: What the list says of the item.
        today: The day of the harvest.

    Raises:
        Unreadable: It is not the item, or cannot be read; says why.
    """
    if not body.strip():
        raise Unreadable("an empty page")
    form = form_of(body, content_type, url)
    if form == "html":
        from spiders.extraction.page import read_page  # noqa: PLC0415 - only in the worker

        return read_page(body, url, content_type, expected, today=today)
    from spiders.extraction.filed import read_file  # noqa: PLC0415 - as above

    return read_file(form, body, expected, today=today)


def _zip_form(body: bytes) -> str:
    head = body[:4096]
    if b"mimetypeapplication/epub+zip" in head or b"META-INF/container.xml" in head:
        return "epub"
    if b"word/" in body:
        return "docx"
    raise Unreadable("not a page or a file that can be read", "a zip archive")
