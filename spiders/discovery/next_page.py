"""The way from one page of a list to the next: a link that says so, or numbered pages."""

import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from spiders.links import joined
from spiders.selectors import JSON

__all__ = ["NEXT_KEYS", "NEXT_WORDS", "next_of"]

NEXT_WORDS = frozenset(
    """next|next page|older|older posts|older entries|weiter|nachste|nachste seite|vor|suivant|suivante|
    page suivante|siguiente|pagina siguiente|seguinte|proxima|proximo|proxima pagina|pagina seguinte|successivo|
    successiva|pagina successiva|avanti|volgende|volgende pagina|naeste|næste|næste side|nasta|nasta sida|neste|
    neste side|seuraava|seuraava sivu|nastepna|nastepny|nastepna strona|dalsi|dalsi strana|nasledujici|kovetkezo|
    urmatoarea|urmator|sonraki|sonraki sayfa|следующая|следующий|вперед|далее|наступна|επομενη|επομενο|
    下一页|下一頁|次へ|次のページ|다음|다음 페이지|التالي|הבא|berikutnya|selanjutnya|tiep|trang sau""".replace("\n    ", "").split("|")
)  # fmt: skip
"""What links to the next page are called, folded: small letters without accents."""

NEXT_KEYS = frozenset({"next", "nextpage", "nextlink", "nexturl", "nextpageurl", "nexthref"})
"""What JSON answers call the address of the next page, in small letters without signs between words."""

_ARROWS = " \t\n\r>.\u203a\u00bb\u2192\u27e9\u276f\u25b6\ufe0f\u2026"
_PAGES = 5
"""So many pages are read by a sheet that is proposed."""
_DEEP = 3


def next_of(response: TextResponse) -> dict[str, Any]:
    """
    The part of a ``[listing]`` table that leads to the next pages.

    Returns:
        ``next`` or ``pages_at`` with what belongs to it; empty where the answer names no next page.
    """
    if response.body.lstrip()[:1] in (b"{", b"["):
        with suppress(ValueError, RecursionError):
            path = next(_in_json(json.loads(response.body), ""), "")
            return {"next": JSON + path, "pages": _PAGES} if path else {}
        return {}
    for path in (*_by_relation(), *_by_word(response)):
        link = response.xpath(path).get()
        if link and _leads_on(response, link.strip()):
            return {"next": path, "pages": _PAGES}
    return _counted(response)


def _by_relation() -> Iterator[str]:
    for name in ("link", "a"):
        yield f"//{name}[contains(concat(' ', normalize-space(@rel), ' '), ' next ')]/@href"


def _by_word(response: TextResponse) -> Iterator[str]:
    """Links whose text or label is a word for the next page, each found again by the same word."""
    for link in response.xpath("//a[@href]"):
        text = " ".join(link.xpath("string()").get(default="").split())
        options = (
            ("normalize-space()", text),
            *((f"@{name}", link.attrib.get(name, "")) for name in ("aria-label", "title")),
        )
        for where, said in options:
            if _folded(said) in NEXT_WORDS and '"' not in said:
                yield f'//a[{where}="{said}"]/@href'


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.strip(_ARROWS).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))


def _leads_on(response: TextResponse, link: str) -> bool:
    there, here = urlsplit(joined(response, link)), urlsplit(response.url)
    return not link.startswith(("#", "javascript:")) and there.hostname == here.hostname and there != here


def _counted(response: TextResponse) -> dict[str, Any]:
    """The address of numbered pages, where two links in a row differ only by a number that grows evenly."""
    links = [
        (int(text), joined(response, link.attrib["href"]))
        for link in response.xpath("//a[@href]")
        if (text := link.xpath("normalize-space()").get(default="")).isdecimal() and len(text) < 4
    ]
    for (one, first), (two, second) in pairwise(links):
        if two != one + 1 or not _leads_on(response, first):
            continue
        if (found := _difference(first, second)) and "{" not in first:
            start, low, high, end = found
            step = high - low
            before = low - (one - 1) * step
            if step > 0 and before >= 0:
                return {"pages_at": f"{start}{{n}}{end}", "first": before, "step": step, "pages": _PAGES}
    return {}


def _difference(one: str, other: str) -> tuple[str, int, int, str] | None:
    """What stands around the one number in which two addresses differ, and the two numbers."""
    parts, others = re.split(r"(\d+)", one), re.split(r"(\d+)", other)
    places = [at for at, (a, b) in enumerate(zip(parts, others, strict=False)) if a != b]
    if len(parts) != len(others) or len(places) != 1 or not parts[places[0]].isdecimal():
        return None
    at = places[0]
    return "".join(parts[:at]), int(parts[at]), int(others[at]), "".join(parts[at + 1 :])


def _in_json(held: Any, path: str, depth: int = 0) -> Iterator[str]:
    """Paths to addresses of a next page in objects that are no items."""
    if not isinstance(held, dict) or depth > _DEEP:
        return
    for name, value in held.items():
        here = f'{path}."{name}"' if path else f'"{name}"'
        if re.sub(r"[\W_]|odata", "", name.casefold()) in NEXT_KEYS:
            inner = value.get("href") if isinstance(value, dict) else value
            if isinstance(inner, str) and inner.startswith(("http://", "https://", "/", "?")):
                yield f'{here}."href"' if isinstance(value, dict) else here
        yield from _in_json(value, here, depth + 1)
