"""Rendering: from a page, which is a value, to the bytes of a file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from site_builder import charts, links, wording
from site_builder.checking import confirmed_by
from site_builder.claims import Claim, Claims, read_claim
from site_builder.coverage import COVERED
from site_builder.evidence import marked
from site_builder.families import all_families
from site_builder.reproducing import Line, line_of, lines_for
from site_builder.script_words import SCRIPT
from site_builder.tiles import tile_map
from site_builder.tongues.pages import in_tongue, others_of, within
from site_builder.tongues.tongue import ENGLISH, Tongue
from site_builder.view import SiteView

__all__ = ["OURS", "STATUS", "Page", "Renderer", "environment"]

STATUS = "status.js"
"""The script that each page loads to tell the last harvest."""

OURS = Path(__file__).parent / "templates"
"""The templates that are shipped."""


@dataclass(frozen=True, slots=True)
class Page:
    """
    A page before it is written.

    Attributes:
        path: Within the folder of the site.
        template: Its file name within the folders of templates.
        made: Gives what the template is given, beside what all are given; or that itself.
        shows: The fingerprint of all that it shows; empty where it is made at each build.
    """

    path: str
    template: str
    made: Mapping[str, Any] | Callable[[], Mapping[str, Any]] = field(default_factory=dict)
    shows: str = ""

    @property
    def context(self) -> Mapping[str, Any]:
        """What the template is given; made when it is asked for, since a page that stays needs none."""
        return self.made() if callable(self.made) else self.made


def environment(folders: Sequence[Path] = (), tongue: Tongue = ENGLISH) -> Environment:
    """
    The environment in which all pages of a language are rendered: escaping everywhere, unknown names are errors.

    Args:
        folders: Looked through before our own templates, the first one first.
    """
    say, locale = tongue.say, tongue.locale
    env = Environment(
        loader=FileSystemLoader([*folders, OURS]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        extensions=["jinja2.ext.i18n", "jinja2.ext.loopcontrols"],
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_translations(  # type: ignore[attr-defined]  # added by the i18n extension
        tongue.catalogue, newstyle=True
    )
    env.filters |= {
        "day": partial(wording.day, locale=locale),
        "short_day": partial(wording.short_day, locale=locale),
        "size": partial(wording.size, locale=locale),
        "number": partial(wording.number, locale=locale),
        "ordinal": partial(wording.ordinal, locale=locale),
        "joined": partial(wording.joined, locale=locale),
        "language_name": partial(wording.language_name, locale=locale),
        "direction": wording.direction,
        "host": links.host,
        "safe_url": links.safe_url,
        "breakable": breakable,
        "lower_first": lower_first,
        "capitalize_first": lambda text: text[:1].upper() + text[1:],
        "safe_contact": links.safe_contact,
        "groupby_in_order": groupby_in_order,
    }
    env.globals |= {
        "confirmed_by": confirmed_by,
        "percent": partial(wording.percent, locale=locale, few=say(wording.SHARE)),
        "strip": charts.strip,
        "span": charts.span,
        "where": charts.where,
        "years_chart": partial(charts.years, say=partial(wording.number, locale=locale)),
        "tile_map": partial(tile_map, say=partial(wording.number, locale=locale)),
        "marked": marked,
        "work_page": links.work_page,
        "source_page": links.source_page,
        "trait_page": links.trait_page,
        "ranking_page": links.ranking_page,
        "rules_page": links.rules_page,
        "facet_page": links.facet_page,
        "family_page": links.family_page,
        "nth": links.nth,
        "tongue": tongue,
        "FIELD_NAMES": {name: say(text) for name, text in wording.FIELD_NAMES.items()},
        "HEALTH": {
            state: (say(name), sign, say(text)) for state, (name, sign, text) in wording.HEALTH.items()
        },
        "STATES": {state: say(text) for state, text in wording.STATES.items()},
        "KINDS": {kind: tuple(map(say, names)) for kind, names in wording.KIND_NAMES.items()},
        "SCRIPT": {name: say(text) for name, text in SCRIPT.items()},
        "COVERED": COVERED,
        "ENOUGH": wording.ENOUGH,
    }
    return env


def breakable(text: str) -> Markup:
    """An address or id that may break after its dividers, so that it fits a narrow screen."""
    escaped = str(Markup.escape(text))
    for sign in ("/", ".", "?", "&amp;", "_"):
        escaped = escaped.replace(sign, sign + "<wbr>")
    return Markup(escaped.replace("/<wbr>/<wbr>", "//"))  # noqa: S704 - escaped above, only <wbr> is added


def lower_first(text: str) -> str:
    """
    A label as it stands within a sentence; names and short forms keep their capitals.

    >>> lower_first("Skills gaps"), lower_first("VET"), lower_first("MOOCs")
    ('skills gaps', 'VET', 'MOOCs')
    """
    return (
        text if text[1:2].isupper() or "-" in text.split(" ", maxsplit=1)[0] else text[:1].lower() + text[1:]
    )


def groupby_in_order(values: Sequence[Any], name: str) -> list[tuple[Any, list[Any]]]:
    """Values under what their attribute says, without sorting them anew."""
    found: dict[Any, list[Any]] = {}
    for value in values:
        found.setdefault(getattr(value, name), []).append(value)
    return list(found.items())


class Renderer:
    """
    Turns the pages of one view into bytes.

    Args:
        tongues: All languages of the site, the main one first; the view speaks one of them.

    Raises:
        jinja2.TemplateError: A template is missing or names something that it is not given.
    """

    def __init__(self, env: Environment, view: SiteView, tongues: Sequence[Tongue] = ()) -> None:
        self._env = env
        self._tongues = tongues
        self._code = view.tongue.code if tongues and view.tongue.code != tongues[0].code else ""
        status = within(self._code, STATUS) if self._code else STATUS
        self._given: dict[str, Any] = {
            "view": view,
            "site": view.site,
            "status": status,
            "families_known": bool(all_families(view)),
        }
        self._base_url = view.site.base_url.rstrip("/")

    def path_of(self, page: Page) -> str:
        """Where a page lies: all but the main language have a folder each."""
        return within(self._code, page.path) if self._code else page.path

    def bytes_of(self, page: Page) -> bytes:
        """The bytes of a page."""
        path = self.path_of(page)
        root = links.root_of(path)
        if page.path == "404.html" and self._base_url:
            # It is served in place of any missing page, at any depth.
            root = f"{self._base_url}/"
        text = self._env.get_template(page.template).render(
            root=root,
            here=page.path,
            lies=path,
            tongues=others_of(page.path, self._tongues),
            **_counting(),
            **self._given,
            **page.context,
        )
        if self._code:
            text = in_tongue(text, path, self._code)
        return (text.rstrip() + "\n").encode()


def _counting() -> dict[str, Any]:
    """
    What the templates of one page mark its numbers with, and ask for the lines that give them again.

    ``n`` gives attributes, ``reproduce`` the line of one claim, ``reproduce_rest`` those of all that no line told yet.
    """
    claims = Claims()
    told: list[Claim] = []

    def line(claim: str) -> Line:
        told.append(read_claim(claim))
        return line_of(told[-1])

    return {
        "n": claims,
        "reproduce": line,
        "reproduce_rest": lambda: list(lines_for(claims.made, told)),
    }
