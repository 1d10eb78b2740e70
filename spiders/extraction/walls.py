"""Pages that are not the item, though their server says 200: each kind with its own reason."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from corpus.urls import canonical_url
from spiders.cleaning import plain
from spiders.extraction.markup import Markup, passages
from spiders.extraction.text import is_banner
from spiders.extraction.values import Expected, Unreadable

__all__ = ["WALLS", "refuse_walls"]

LITTLE = 700
"""Characters of main text up to which a page can be a wall; a longer text is an article about walls."""

_NOT_FOUND = re.compile(
    r"\b404\b|not found|no longer (available|exists?)|page (does ?n.t|does not|cannot|could not|isn.t) (be )?(exist|found|available)"
    r"|(seite|inhalt)\b.{0,20}(nicht|gibt es nicht).{0,12}(gefunden|verfügbar|vorhanden)?|nicht gefunden"
    r"|introuvable|n.existe pas|pas (été )?trouvée|no encontrad[ao]|no se (ha )?encontr|no existe|não (foi )?encontrad[ao]"
    r"|não existe|non trovat[ao]|niet gevonden|hittades inte|ikke fundet|ikke funnet|ei löytyn?y?t|nie znaleziono"
    r"|не найдена|не знайдено|bulunamadı|غير موجود|لم يتم العثور|404 error|找不到|見つかりません|찾을 수 없",
    re.IGNORECASE,
)
_LOGIN_WORDS = re.compile(
    r"\b(log ?in|sign ?in|log on|sign on|anmelden|anmeldung|einloggen|connexion|se connecter|connectez|identifi\w+"
    r"|iniciar sesión|inicia sesión|acceder|iniciar sessão|entrar|accedi|inloggen|logga in|log ind|logg inn|zaloguj"
    r"|войти|giriş|تسجيل الدخول|登录|ログイン)\b",
    re.IGNORECASE,
)
_LOGIN_PATH = re.compile(
    r"(^|[/._-])(login|log-in|signin|sign-in|sso|oauth2?|auth|idp|cas|shibboleth|wayf)([/._?-]|$)",
    re.IGNORECASE,
)
_CONSENT_PLACE = re.compile(
    r"(^|[/._-])(consent|cookie-?wall|cookies?|gdpr|privacy-gate)([/._?-]|$)", re.IGNORECASE
)
_ROBOT = re.compile(
    r"captcha|are you (a )?(human|robot)|verify(ing)? (that )?you are (a )?human|checking your browser|unusual traffic"
    r"|just a moment\.\.\.|attention required|bot detection|automated (access|requests)|access denied|request blocked",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"(enable|activate|requires?|turn on|needs?).{0,20}java ?script|java ?script.{0,40}(enable|required|disabled|aktivier|activ)",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"/?([a-z]{2}([-_][a-z]{2})?/?)?((index|home|default|start|accueil|inicio)(\.\w+)?/?)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Seen:
    markup: Markup
    title: str
    heading: str
    text: str
    expected: Expected

    @property
    def moved(self) -> bool:
        return canonical_url(self.markup.url) != canonical_url(self.expected.url)

    @property
    def names_the_item(self) -> bool:
        """Whether title, heading or text show most words of what the list calls the item."""
        words = set(re.findall(r"\w{3,}", self.expected.title.lower()))
        shown = set(re.findall(r"\w{3,}", f"{self.title} {self.heading} {self.text[:3000]}".lower()))
        return bool(words) and len(words & shown) >= 0.6 * len(words)


def refuse_walls(markup: Markup, heading: str, text: str, expected: Expected) -> None:
    """
    Let a page of the item pass.

    Args:
        heading: The page's own heading.
        text: Its main text.
        expected: What the list says of the item.

    Raises:
        Unreadable: It is something else; the reason says what.
    """
    title = plain(markup.tree.findtext(".//title"), longest=1000)
    seen = _Seen(markup, title, heading, text, expected)
    if len(text) >= LITTLE and not seen.moved:
        return  # what follows asks of each page that it say little or lie elsewhere
    for reason, is_it in WALLS.items():
        if detail := is_it(seen):
            raise Unreadable(reason, detail)


def _not_found(seen: _Seen) -> str:
    for words in (seen.title, seen.heading):
        if (
            _NOT_FOUND.search(words)
            and not _NOT_FOUND.search(seen.expected.title)
            and len(seen.text) < LITTLE
        ):
            return words[:120]
    return ""


def _robot(seen: _Seen) -> str:
    words = f"{seen.title} {seen.heading} {seen.text[:300]}"
    match = _ROBOT.search(words)
    return match[0] if match and len(seen.text) < LITTLE and not seen.names_the_item else ""


def _consent(seen: _Seen) -> str:
    place = urlsplit(seen.markup.url)
    if seen.moved and _CONSENT_PLACE.search(f"{place.netloc}{place.path}") and not seen.names_the_item:
        return f"led to {place.netloc}{place.path}"[:120]
    lines = [line for line in seen.text.split("\n") if line.strip()]
    if len(seen.text) < LITTLE and not seen.names_the_item:
        shown = [*lines, *(_visible(seen.markup)[:20] if not lines else [])]
        asking = [line for line in shown if is_banner(line)]
        if asking and sum(map(len, asking)) >= 0.4 * sum(map(len, shown)):
            return asking[0][:120]
    return ""


def _login(seen: _Seen) -> str:
    place = urlsplit(seen.markup.url)
    if seen.moved and _LOGIN_PATH.search(f"{place.netloc}{place.path}") and not seen.names_the_item:
        return f"led to {place.netloc}{place.path}"[:120]
    if len(seen.text) >= LITTLE or seen.names_the_item or _LOGIN_WORDS.search(seen.expected.title):
        return ""
    asks = any((field.get("type") or "").lower() == "password" for field in seen.markup.tree.iter("input"))
    named = _LOGIN_WORDS.search(f"{seen.title} {seen.heading}")
    if asks and (named or seen.moved or sum(map(len, _visible(seen.markup))) < LITTLE):
        return named[0] if named else "a field for a password"
    return ""


def _home_page(seen: _Seen) -> str:
    asked, came = urlsplit(seen.expected.url), urlsplit(seen.markup.url)
    deeper = not _HOME.fullmatch(asked.path) or bool(asked.query)
    if deeper and seen.moved and _HOME.fullmatch(came.path) and not came.query and not seen.names_the_item:
        return f"led to {came.netloc}{came.path}"[:120]
    return ""


def _other_page(seen: _Seen) -> str:
    if seen.moved and seen.expected.title and not seen.names_the_item and (seen.title or seen.heading):
        return f"led to {seen.heading or seen.title!r}"[:160]
    return ""


def _shell(seen: _Seen) -> str:
    if len(seen.text) >= LITTLE // 4 or seen.names_the_item:
        return ""
    visible = " ".join(_visible(seen.markup))
    hint = " ".join(plain(part.text_content(), longest=500) for part in seen.markup.tree.iter("noscript"))
    scripts = sum(1 for _ in seen.markup.tree.iter("script"))
    if _SCRIPT.search(f"{visible[:500]} {hint}") or (len(visible) < 100 and scripts >= 2):
        return (hint or visible)[:120] or "no text, only programs"
    return ""


def _nothing(seen: _Seen) -> str:
    if seen.text or seen.names_the_item:
        return ""
    return f"title {seen.title[:100]!r}"


def _visible(markup: Markup) -> list[str]:
    return [passage.text for passage in passages(markup.tree) if passage.text]


WALLS: Mapping[str, Callable[[_Seen], str]] = {
    "not found, though its server says 200": _not_found,
    "a check for robots in place of the page": _robot,
    "a consent wall in place of the page": _consent,
    "a login in place of the page": _login,
    "the home page in place of the page": _home_page,
    "another page in place of the page": _other_page,
    "an empty shell that needs JavaScript": _shell,
    "a page without a text": _nothing,
}
"""Each reason with the test that finds it, in the order in which they are asked; a test gives its proof."""
