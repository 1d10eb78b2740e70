"""Putting pages into a new folder: those that show what they showed are taken over, the others made, in two processes."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from jinja2 import Environment

from corpus.progress import Progress, silent
from site_builder.beside import beside, second_core
from site_builder.pages import BESIDE, PAGES
from site_builder.render import Page, Renderer
from site_builder.tongues.tongue import Tongue
from site_builder.view import SiteView
from site_builder.writing import NewFolder, Put

__all__ = ["ENOUGH", "MOST", "put_pages"]

ENOUGH = 250
"""From so many works on a second process is worth its start."""

MOST = 20_000
"""Up to so many: it holds a copy of the view, and the memory of larger ones is needed more than the time."""

Make = Callable[[SiteView], Iterator[Page]]


def put_pages(
    new: NewFolder, view: SiteView, env: Environment, tongues: Sequence[Tongue], progress: Progress = silent
) -> list[str]:
    """
    Put all pages of the main language.

    The pages of values and pairs need the view alone, no corpus and no index, so that another process can make them
    beside the others. The bytes are the same either way.

    Returns:
        The paths of the HTML pages.
    """
    renderer = Renderer(env, view, tongues)

    def lists(wanted: Callable[[], None]) -> list[Put]:
        made = []
        for one in _put(new, view, renderer, BESIDE):
            wanted()
            made.append(one)
        return made

    two = ENOUGH <= len(view.cards) <= MOST and second_core()
    if two:
        # Both processes need it, and only this one can read the works.
        view.precision  # noqa: B018 - it is counted when it is asked for
    pages: list[str] = []
    with beside(lists, copied=two) as lists_beside:
        for made in _put(new, view, renderer, [make for make in PAGES if make not in BESIDE]):
            _tell(made, pages, progress)
        for made in lists_beside.result():
            if lists_beside.came:
                new.note(made)
            _tell(made, pages, progress)
    return pages


def _put(new: NewFolder, view: SiteView, renderer: Renderer, makes: Iterable[Make]) -> Iterator[Put]:
    for make in makes:
        for page in make(view):
            yield new.keep(page.path, page.shows) or new.put(page.path, renderer.bytes_of(page), page.shows)


def _tell(made: Put, pages: list[str], progress: Progress) -> None:
    if made.name.endswith(".html"):
        pages.append(made.name)
        progress("writing pages", len(pages), 0)
