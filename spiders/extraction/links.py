"""Which files a page offers as the item itself: PDF, DOCX and EPUB."""

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from corpus.urls import canonical_url, is_web, joined
from spiders.cleaning import plain
from spiders.extraction.markup import Markup
from spiders.extraction.metadata import statements
from spiders.extraction.values import FILES, MOST_FILES, Said

__all__ = ["files_of"]

_LOOKS = re.compile(r"\.(pdf|docx|epub)", re.IGNORECASE)

ENOUGH = 0.3
"""Share of the title's words that a link must repeat; an offer to download on the same site counts as much."""

_OFFER = re.compile(
    r"download|full (text|report|paper|document)|read (the )?(report|document|paper)|herunterladen|télécharger|descargar"
    r"|baixar|transferir|scarica|téléchargement|texte intégral|texto completo|volltext|\bpdf\b|تحميل|скачать|下载",
    re.IGNORECASE,
)
_ASIDE = frozenset({"nav", "footer", "header", "aside"})


def files_of(markup: Markup, said: Sequence[Said], title: str) -> tuple[str, ...]:
    """
    The addresses of the files that are the item, the likeliest first.

    What the page states for machines counts first; then links whose words offer a file or share the
    title's words. Links in navigation and footers are of the site, not of the item.
    """
    stated = [joined(markup.url, one.value) for one in statements(said, "files")]
    found = {canonical_url(url): url for url in stated if is_web(url) and FILES.search(urlsplit(url).path)}
    if "highwire" in {one.origin for one in statements(said, "files")}:
        found |= {canonical_url(url): url for url in stated if is_web(url)}  # it may end otherwise than .pdf
    words = set(re.findall(r"\w{4,}", title.lower()))
    scored: list[tuple[float, int, str]] = []
    links = markup.tree.iter("a") if _LOOKS.search(markup.html) else ()
    for place, link in enumerate(links):
        written = link.get("href") or ""
        if not _LOOKS.search(written):
            continue
        address = joined(markup.url, written.strip())
        if not is_web(address) or not FILES.search(urlsplit(address).path):
            continue
        if any(above.tag in _ASIDE for above in link.iterancestors()):
            continue
        name = FILES.sub("", unquote(urlsplit(address).path.rsplit("/", 1)[-1]))
        label = f"{plain(link.text_content(), longest=500)} {link.get('title') or ''} {name}".lower()
        shared = len(words & set(re.findall(r"[^\W_]{4,}", label))) / max(len(words), 1)
        own = _site(address) == _site(markup.url)
        score = shared + (0.3 if own and _OFFER.search(label) else 0.0)
        if score >= ENOUGH:
            scored.append((score, place, address))
    for _, _, address in sorted(scored, key=lambda one: (-one[0], one[1])):
        found.setdefault(canonical_url(address), address)
    return tuple(list(found.values())[:MOST_FILES])


def _site(url: str) -> str:
    """The last two parts of a host: near enough to tell a site's own files from those of others."""
    return ".".join((urlsplit(url).hostname or "").split(".")[-2:])
