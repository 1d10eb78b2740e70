"""PDF files: how many words of a text are kept, and that none stops the harvest."""

import re
from collections import Counter
from pathlib import Path

from pypdfium2 import PdfDocument, PdfiumError

from observatory.evaluation.evaluation import Evaluation
from spiders.extraction.pdf import read_pdf
from spiders.extraction.values import Unreadable

__all__ = ["measure"]


def measure(data: Path, _folder: Path | None) -> Evaluation:
    """
    Read every PDF; where its text was written down, count the words of it that are kept.

    Words are compared as a multiset, in lower case. pypdfium2 alone is measured beside it. A file
    without a written text counts with what pypdfium2 alone reads of it.

    Args:
        data: A folder with PDFs at any depth and texts in ``gold/``; a text belongs to the PDF with which it
            shares most words.
    """
    texts = {
        file.stem: _words(file.read_text(encoding="utf-8")) for file in sorted((data / "gold").glob("*.txt"))
    }
    kept = alone_kept = total = crashed = refused = 0
    loss: list[tuple[float, str]] = []
    share = []
    for file in sorted(data.rglob("*.pdf")):
        alone = _alone(file.read_bytes())
        try:
            ours = _words("\n".join(read_pdf(file.read_bytes())[0]))
        except Unreadable as reason:
            refused += 1
            if alone:
                loss.append((1.0, f"{file.name}: {reason.reason}"))
                share.append(0.0)
            continue
        except Exception as error:  # noqa: BLE001 - a crash is what is counted
            crashed += 1
            loss.append((2.0, f"{file.name}: {type(error).__name__}: {error}"))
            continue
        if text := _text_of(alone, texts):
            total += text.total()
            kept += (text & ours).total()
            alone_kept += (text & alone).total()
        if alone:
            share.append((alone & ours).total() / alone.total())
            if share[-1] < 1:
                loss.append(
                    (1 - share[-1], f"{file.name}: {share[-1]:.4f} of the words that pypdfium2 reads")
                )
    return Evaluation(
        set="pdf", score=kept / max(total, 1), measure="words kept", cases=len(list(data.rglob("*.pdf"))),
        reference=alone_kept / max(total, 1),
        figures={
            "ahead": (kept - alone_kept) / max(total, 1), "same_as_pypdfium2": sum(share) / max(len(share), 1),
            "refused_with_reason": refused, "crashed": crashed,
        },
        worst=tuple(line for _, line in sorted(loss, reverse=True)),
    )  # fmt: skip


def _alone(body: bytes) -> Counter[str]:
    try:
        with PdfDocument(body) as document:
            return _words("\n".join(page.get_textpage().get_text_bounded() for page in document))
    except PdfiumError:
        return Counter()


def _text_of(words: Counter[str], texts: dict[str, Counter[str]]) -> Counter[str]:
    """The written text that shares most of its words with what was read; empty when none shares half."""
    best = max(texts.values(), key=lambda text: (text & words).total(), default=Counter())
    return best if (best & words).total() > best.total() / 2 else Counter()


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))
