"""Making the pages that lead to works in each further language of the interface."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from site_builder.pages import LEADING
from site_builder.render import STATUS, Renderer, environment
from site_builder.taking.taking import Taking
from site_builder.tongues.pages import is_navigation
from site_builder.tongues.tongue import Tongue
from site_builder.view import SiteView

__all__ = ["spoken", "translated"]

_SHARED = ("precision", "watchers", "sources_of", "members")
"""What a view counts, whatever its language."""


def spoken(view: SiteView, tongue: Tongue) -> SiteView:
    """The same view in another language; what does not depend on it is not counted again."""
    other = replace(view, tongue=tongue)
    other.__dict__.update({name: getattr(view, name) for name in _SHARED})
    return other


def translated(view: SiteView, tongues: Sequence[Tongue], taken: Taking) -> Iterator[tuple[str, bytes]]:
    """
    The pages that lead to works, in all languages but the first.

    Args:
        tongues: Of the interface, the main one first.
        taken: What readers may take along, as the main pages offer it.

    Yields:
        Where a page lies, and its bytes.
    """
    for tongue in tongues[1:]:
        env = environment(view.site.templates, tongue)
        env.globals["taking"] = taken
        other = spoken(view, tongue)
        renderer = Renderer(env, other, tongues)
        for make in LEADING:
            for page in make(other):
                if is_navigation(page.path) or page.path == STATUS:
                    yield renderer.path_of(page), renderer.bytes_of(page)
