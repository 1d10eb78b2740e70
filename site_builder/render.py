"""Rendering: from a page, which is a value, to the bytes of a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from site_builder import charts, links, wording
from site_builder.checking import confirmed_by
from site_builder.evidence import marked
from site_builder.view import SiteView

__all__ = ["OURS", "Page", "Renderer", "environment"]

OURS = Path(__file__).parent / "templates"
"""The templates that are shipped."""


@dataclass(frozen=True, slots=True)
class Page:
    """
    A page before it is written.

    Attributes:
        path: Within the folder of the site.
        template: Its file name within the folders of templates.
        context: What the template is given, beside what all are given.
    """

    path: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


def environment(folders: Sequence[Path] = ()) -> Environment:
    """
    The environment in which all pages are rendered: escaping everywhere, unknown names are errors.

    Args:
        folders: Looked through before our own templates, the first one first.
    """
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
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # added by the i18n extension
    env.filters |= {
        "day": wording.day,
        "short_day": wording.short_day,
        "number": wording.number,
        "ordinal": wording.ordinal,
        "joined": wording.joined,
        "language_name": wording.language_name,
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
        "percent": wording.percent,
        "strip": charts.strip,
        "span": charts.span,
        "where": charts.where,
        "years_chart": charts.years,
        "marked": marked,
        "work_page": links.work_page,
        "source_page": links.source_page,
        "trait_page": links.trait_page,
        "ranking_page": links.ranking_page,
        "facet_page": links.facet_page,
        "nth": links.nth,
        "FIELD_NAMES": wording.FIELD_NAMES,
        "HEALTH": wording.HEALTH,
        "STATES": wording.STATES,
        "KINDS": wording.KIND_NAMES,
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

    Raises:
        jinja2.TemplateError: A template is missing or names something that it is not given.
    """

    def __init__(self, env: Environment, view: SiteView) -> None:
        self._env = env
        self._given: dict[str, Any] = {"view": view, "site": view.site}
        self._base_url = view.site.base_url.rstrip("/")

    def bytes_of(self, page: Page) -> bytes:
        """The bytes of a page."""
        root = links.root_of(page.path)
        if page.path == "404.html" and self._base_url:
            # It is served in place of any missing page, at any depth.
            root = f"{self._base_url}/"
        text = self._env.get_template(page.template).render(
            root=root, here=page.path, **self._given, **page.context
        )
        return (text.rstrip() + "\n").encode()
