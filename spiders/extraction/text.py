"""The main text of a page: trafilatura first, jusText where it finds next to nothing."""

import logging
import re

import justext
from trafilatura import bare_extraction

from spiders.extraction.markup import Markup

__all__ = ["is_banner", "main_text", "without_banners"]

SHORT = 200
"""Characters below which the first extractor's answer is doubted."""

_STOPLISTS = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fi": "Finnish", "fr": "French", "hr": "Croatian",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch",
    "no": "Norwegian_Bokmal", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sv": "Swedish", "sw": "Swahili", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
}  # fmt: skip

_BANNER = re.compile(
    r"\b(cookies?|consent|gdpr|dsgvo|rgpd|lgpd|einwilligung|consentement|datenschutzeinstellungen)\b",
    re.IGNORECASE,
)
_SIGNS = ("cookie", "consent", "gdpr", "dsgvo", "rgpd", "lgpd", "einwilligung", "datenschutzeinst")
_ANSWER = re.compile(
    r"\b(accept|agree|allow|reject|decline|settings|preferences|akzeptier\w*|zustimm\w*|ablehn\w*|accepter|refuser"
    r"|param[eè]tr\w*|aceptar|rechazar|aceitar|rejeitar|accetta\w*|rifiuta\w*|accepteren|weigeren|necessary|notwendig\w*"
    r"|essential|use of|we use|wir verwenden|nous utilisons|utilizamos|usamos|utilizziamo|browser)\b",
    re.IGNORECASE,
)


def main_text(markup: Markup, language: str = "") -> str:
    """
    The main text of a page, one paragraph a line; empty where there is none.

    Args:
        language: Of the page, for the second extractor.
    """
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(
        markup.tree, url=markup.url, include_comments=False, include_tables=True, with_metadata=False
    )
    text = without_banners((getattr(found, "text", "") or "") if found is not None else "")
    if len(text) < SHORT:
        other = without_banners(_second(markup, language))
        if len(other) > 2 * len(text):
            text = other
    return text


def _second(markup: Markup, language: str) -> str:
    name = _STOPLISTS.get(language.partition("-")[0])
    stoplist = justext.get_stoplist(name) if name else frozenset()
    try:
        paragraphs = justext.justext(
            markup.html.encode("utf-8", "replace"), stoplist, encoding="utf-8",
            **({} if name else {"stopwords_low": 0.0, "stopwords_high": 0.0}),
        )  # fmt: skip
    except Exception:  # noqa: BLE001 - markup that the second cannot read either has no text
        return ""
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


def without_banners(text: str) -> str:
    """A text without the lines of a cookie banner: short, of cookies, and asking for an answer."""
    lowered = text.lower()
    if not any(word in lowered for word in _SIGNS):
        return text
    lines = text.split("\n")
    return "\n".join(line for line in lines if not is_banner(line)).strip()


def is_banner(line: str) -> bool:
    """Whether a line asks a reader to accept cookies."""
    return len(line) < 600 and len(_BANNER.findall(line)) >= 1 and len(_ANSWER.findall(line)) >= 2
