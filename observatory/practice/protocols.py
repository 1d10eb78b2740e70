"""How fictional publishers answer by a protocol: OAI-PMH, the JSON of a repository's API, iCalendar, PDF files."""

import json
from datetime import timedelta
from html import escape
from urllib.parse import parse_qs

from observatory.practice.publishers import Piece
from observatory.practice.shown import Said, Shown

__all__ = ["calendar", "oai", "pdf_of", "repository"]

_OAI = (
    '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
    "<responseDate>{today}T06:00:00Z</responseDate><request>{base}</request>{answer}</OAI-PMH>"
)
_DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dc:date>{day}</dc:date><dc:type>report</dc:type>"
    "<dc:identifier>{address}</dc:identifier><dc:language>{language}</dc:language></oai_dc:dc>"
)


def oai(shown: Shown) -> Said:
    """An answer to Identify or ListRecords; whole lists in one page."""
    asked = {name: values[0] for name, values in parse_qs(shown.query).items()}
    if asked.get("verb") == "Identify":
        answer = (
            "<Identify><earliestDatestamp>2000-01-01</earliestDatestamp>"
            "<granularity>YYYY-MM-DD</granularity></Identify>"
        )
    else:
        since = asked.get("from", "")[:10]
        records = [_record(shown, piece) for piece in shown.pieces if _stamp(shown, piece) >= since]
        answer = (
            f"<ListRecords>{''.join(records)}</ListRecords>"
            if records
            else '<error code="noRecordsMatch">nothing</error>'
        )
    text = _OAI.format(today=shown.today, base=shown.publisher.id, answer=answer)
    return Said(text.encode(), "text/xml; charset=utf-8")


def _stamp(shown: Shown, piece: Piece) -> str:
    """When a record changed last; by this day it is asked for."""
    fixed = piece.corrected if piece.corrected and piece.corrected <= shown.today else piece.day
    return max(fixed, piece.day).isoformat()


def _record(shown: Shown, piece: Piece) -> str:
    record = _DC.format(
        title=escape(shown.title(piece)), author=escape(piece.author), day=shown.day(piece),
        address=escape(shown.address(piece)), language=shown.language,
    )  # fmt: skip
    name = f"oai:{piece.publisher}:{piece.number}"
    header = f"<header><identifier>{name}</identifier><datestamp>{_stamp(shown, piece)}</datestamp></header>"
    return f"<record>{header}<metadata>{record}</metadata></record>"


def repository(shown: Shown) -> Said:
    """The newest works in the form of Zenodo's API, which says how many there are in all."""
    works = []
    for piece in shown.pieces:
        metadata: dict[str, object] = {
            "title": shown.title(piece), "creators": [{"name": piece.author}], "description": piece.summary,
            "language": shown.language, "resource_type": {"type": "publication", "subtype": "report"},
        }  # fmt: skip
        if shown.dates != "none":
            metadata["publication_date"] = shown.day(piece)
        works.append(
            {"conceptrecid": piece.number, "links": {"self_html": shown.address(piece)}, "metadata": metadata}
        )
    total = max((piece.number for piece in shown.pieces), default=0)
    answer = {"hits": {"total": total, "hits": works}, "links": {}}
    return Said(json.dumps(answer, ensure_ascii=False).encode(), "application/json")


def calendar(shown: Shown) -> Said:
    """Events, each announced two weeks before its day."""
    events = []
    for piece in shown.pieces:
        title = shown.title(piece).replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
        day = shown.event_day(piece)
        events.append(
            f"BEGIN:VEVENT\r\nUID:{piece.number}@{piece.publisher}.example\r\nDTSTAMP:{shown.today:%Y%m%d}T050000Z\r\n"
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}\r\nDTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}\r\n"
            f"SUMMARY:{title}\r\nURL:{shown.address(piece)}\r\nEND:VEVENT\r\n"
        )
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//practice//{shown.publisher.id}\r\n{''.join(events)}END:VCALENDAR\r\n"
    return Said(text.encode(), "text/calendar; charset=utf-8")


def pdf_of(shown: Shown, piece: Piece) -> Said:
    """The file of a work: one page that tells its title, its author and its summary."""
    told = [shown.title(piece), piece.author, f"{piece.day}", f"{piece.summary}. " * 12]
    lines = [line[at : at + 90] for line in told for at in range(0, len(line), 90)]
    stream = (
        "BT /F1 11 Tf 50 780 Td " + " ".join(f"({_pdf_text(line)}) Tj 0 -14 Td" for line in lines) + " ET"
    )
    data = stream.encode("cp1252", "replace")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return Said(body + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer, "application/pdf")


def _pdf_text(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
