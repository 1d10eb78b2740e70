"""
Reading pages and files, against bare trafilatura and pypdfium2 in a pool of the same size.

    python benchmarks/reading.py [PAGES] [real]

Takes so many pages (default 1,000), every tenth of them a PDF of several pages, and reads them in worker
processes: with everything that the harvest wants (text, metadata, dates, language, links, walls), and with the
bare libraries (``trafilatura.extract`` of the bytes with its metadata and without, pypdfium2's text). All run in a
pool of two, taking turns on a tenth of the documents each, so that what else the machine does meets all alike.
Prints pages per second, processor time per page, their ratios, and the workers' greatest memory along the way.

The pages are made up; with ``real`` they are the pages of dates_htmldate and the PDFs of pdf_samples beside the
checkout, again and again until there are enough of them.
"""

import asyncio
import random
import resource
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import cycle
from pathlib import Path

from spiders.extraction.document import read_document
from spiders.extraction.values import Expected, Unreadable
from spiders.workers import Workers

TODAY = date(2026, 3, 1)
TURNS = 10
WORDS = [
    "skills",
    "credit",
    "learner",
    "employer",
    "university",
    "ministry",
    "course",
    "evidence",
    "region",
    "policy",
    "report",
    "survey",
    "labour",
    "market",
    "short",
    "certificate",
    "recognition",
    "quality",
    "framework",
    "provider",
    "assessment",
    "teacher",
    "study",
    "data",
    "country",
    "year",
    "part",
]


def made_up(count: int) -> list[tuple[str, bytes]]:
    """So many pages, the same each time; every tenth is a PDF."""
    chance = random.Random(7)

    def sentence() -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(8, 25))).capitalize() + "."

    def page(number: int) -> bytes:
        title, paragraphs = (
            sentence()[:60],
            [" ".join(sentence() for _ in range(6)) for _ in range(chance.randint(5, 30))],
        )
        links = "".join(f"<li><a href='/n/{n}'>{sentence()[:30]}</a></li>" for n in range(60))
        head = (
            f"<meta property='og:title' content='{title}'><meta name='author' content='Ann Lee'>"
            f"<meta property='article:published_time' content='2025-0{number % 9 + 1}-11T10:00:00Z'>"
            f'<script type="application/ld+json">{{"@type": "Article", "headline": "{title}", "author": {{"name": "Ann Lee"}}}}</script>'
        )
        return (
            f"<!DOCTYPE html><html lang='en'><head><title>{title} | Example</title>{head}</head><body><nav><ul>{links}</ul></nav>"
            f"<main><article><h1>{title}</h1><p class='date'>11 0{number % 9 + 1} 2025</p>"
            + "".join(f"<p>{text}</p>" for text in paragraphs)
            + f"</article></main><aside><ul>{links}</ul></aside><footer>Example Institute</footer></body></html>"
        ).encode()

    return [
        (f"https://example.org/{n}.pdf", pdf([[sentence() for _ in range(40)] for _ in range(12)]))
        if n % 10 == 9
        else (f"https://example.org/{n}", page(n))
        for n in range(count)
    ]


def real(count: int) -> list[tuple[str, bytes]]:
    """So many real documents, nine pages for each PDF."""
    folder = Path("../shared/testdata")
    pages = cycle(sorted(folder.glob("dates_htmldate/pages/*.htm*")))
    files = cycle(
        path for path in sorted(folder.glob("pdf_samples/**/*.pdf")) if path.stat().st_size < 1_000_000
    )
    chosen = [next(files) if n % 10 == 9 else next(pages) for n in range(count)]
    return [(f"https://example.org/{n}", path.read_bytes()) for n, path in enumerate(chosen)]


def pdf(pages: list[list[str]]) -> bytes:
    """A PDF with these lines on its pages."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]  # fmt: skip
    for number, lines in enumerate(pages):
        stream = "BT /F1 9 Tf 40 800 Td " + "".join(f"({line}) Tj 0 -12 Td " for line in lines) + "ET"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    body, places = "%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n".encode()


def ours(url: str, body: bytes) -> None:
    """Read a document as the harvest does."""
    with suppress(Unreadable):
        read_document(body, url, "", Expected(url), today=TODAY)


def bare(url: str, body: bytes, *, metadata: bool) -> None:
    """The same by the libraries alone."""
    import trafilatura
    from pypdfium2 import PdfDocument, PdfiumError

    if body.startswith(b"%PDF"):
        with suppress(PdfiumError), PdfDocument(body) as document:
            "\f".join(page.get_textpage().get_text_bounded() for page in document)
    else:
        trafilatura.extract(body, url=url, with_metadata=metadata)


def weighed(work: Callable[[str, bytes], None], url: str, body: bytes) -> tuple[float, int]:
    """Do it; the processor's seconds that it took, and the worker's greatest memory in MB."""
    begun = time.process_time()
    work(url, body)
    return time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@dataclass
class Side:
    """One way of reading, in a pool of its own that is warm."""

    work: Callable[[str, bytes], None]
    workers: Workers
    seconds: float = 0.0
    processor: float = 0.0
    memory: list[int] = field(default_factory=list)

    async def read(self, documents: list[tuple[str, bytes]]) -> list[tuple[float, int]]:
        """Read documents side by side."""
        room = asyncio.Semaphore(8)

        async def one(url: str, body: bytes) -> tuple[float, int]:
            async with room:
                return await self.workers.run(weighed, self.work, url, body)

        return await asyncio.gather(*(one(*document) for document in documents))

    async def measured(self, documents: list[tuple[str, bytes]]) -> None:
        """Read documents and add what it cost."""
        begun = time.perf_counter()
        told = await self.read(documents)
        self.seconds += time.perf_counter() - begun
        self.processor += sum(processor for processor, _ in told)
        self.memory.append(max(memory for _, memory in told))


async def compare(documents: list[tuple[str, bytes]]) -> dict[str, Side]:
    """Let the sides take turns."""
    with Workers(2) as first, Workers(2) as second, Workers(2) as third:
        sides = {
            "ours": Side(ours, first),
            "bare, with metadata": Side(partial(bare, metadata=True), second),
            "bare, text only": Side(partial(bare, metadata=False), third),
        }
        for side in sides.values():
            await side.read(documents[:200])  # loads what is loaded late
        part = -(-len(documents) // TURNS)
        for turn in range(TURNS):
            for side in sides.values():
                if some := documents[turn * part : (turn + 1) * part]:
                    await side.measured(some)
        return sides


def main() -> None:
    """Compare and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    documents = real(count) if "real" in sys.argv else made_up(count)
    sides = asyncio.run(compare(documents))
    for name, side in sides.items():
        print(
            f"{name:20} {count / side.seconds:7.1f} pages/s {1000 * side.processor / count:7.2f} ms of processor a page"
            f"   greatest memory along the way {side.memory[0]} to {side.memory[-1]} MB"
        )
    mine = sides.pop("ours")
    for name, side in sides.items():
        print(
            f"ours / {name}: speed {side.seconds / mine.seconds:.2f}, by processor {side.processor / mine.processor:.2f}"
        )


if __name__ == "__main__":
    main()
