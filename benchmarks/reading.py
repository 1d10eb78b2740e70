"""
Reading pages and files, against bare trafilatura and pypdfium2 in a pool of the same size.

    python benchmarks/reading.py [PAGES]

Makes up so many pages (default 1,000), every tenth of them a PDF of several pages, and reads them twice in
worker processes: with everything that the harvest wants (text, metadata, dates, language, links, walls),
and with the bare libraries (``trafilatura.extract`` with its metadata, pypdfium2's text). Both run in the
same pool of two. Prints pages per second, their ratio, and the workers' greatest memory along the way.
"""

import asyncio
import random
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial

from spiders.extraction.document import read_document
from spiders.extraction.values import Expected
from spiders.workers import Workers

TODAY = date(2026, 3, 1)
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


def ours(url: str, body: bytes) -> tuple[int, int]:
    """Read a document as the harvest does; the length of its text, and the worker's greatest memory in MB."""
    reading = read_document(body, url, "", Expected(url), today=TODAY)
    return len(reading.text), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def bare(url: str, body: bytes, *, metadata: bool) -> tuple[int, int]:
    """The same by the libraries alone."""
    import trafilatura
    from pypdfium2 import PdfDocument

    if body.startswith(b"%PDF"):
        with PdfDocument(body) as document:
            text = "\f".join(page.get_textpage().get_text_bounded() for page in document)
    else:
        text = trafilatura.extract(body, url=url, with_metadata=metadata) or ""
    return len(text), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


async def timed(
    work: Callable[[str, bytes], tuple[int, int]], documents: list[tuple[str, bytes]]
) -> tuple[float, list[int]]:
    """Seconds for all documents in a warm pool of two, and the greatest memory after each fifth of them."""
    memory = [0] * 5
    with Workers(2) as workers:
        await asyncio.gather(*(workers.run(work, *one) for one in documents[:10]))  # so that both are awake
        begun, room = time.perf_counter(), asyncio.Semaphore(8)

        async def one(number: int) -> None:
            async with room:
                _, peak = await workers.run(work, *documents[number])
            fifth = number * 5 // len(documents)
            memory[fifth] = max(memory[fifth], peak)

        await asyncio.gather(*map(one, range(len(documents))))
        return time.perf_counter() - begun, memory


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    documents = made_up(count)
    rows = {
        "ours": ours,
        "bare, with metadata": partial(bare, metadata=True),
        "bare, text only": partial(bare, metadata=False),
    }
    speeds = {}
    for name, work in rows.items():
        seconds, memory = asyncio.run(timed(work, documents))
        speeds[name] = count / seconds
        print(f"{name:22} {speeds[name]:7.1f} pages/s   greatest memory by fifths {memory} MB")
    for name in list(rows)[1:]:
        print(f"ours / {name}: {speeds['ours'] / speeds[name]:.2f}")


if __name__ == "__main__":
    main()
