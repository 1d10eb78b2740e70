"""The pages of saved questions: one for each, and the list of all."""

from collections.abc import Iterator

from site_builder.links import nth, question_pages
from site_builder.pages.facets import PLAIN, in_pages
from site_builder.render import Page
from site_builder.view import SiteView

__all__ = ["questions"]


def questions(view: SiteView) -> Iterator[Page]:
    """The works that each question finds, the newest first; no pages where none is saved."""
    asked = view.site.questions
    if not asked:
        return
    pages = question_pages([one.title for one in asked])
    yield Page("questions/index.html", "questions.html", {"asked": list(zip(asked, pages, strict=True))})
    for one, path in zip(asked, pages, strict=True):
        cards = [view.cards[number] for number in sorted(view.by_id[work] for work in one.works)]
        for number, part in in_pages(cards, PLAIN):
            yield Page(nth(path, number), "question.html", {
                "one": one, "cards": part, "rows": (), "number": number, "last": -(-len(cards) // PLAIN),
                "first": (number - 1) * PLAIN + 1, "path": path, "size": PLAIN, "total": len(cards),
            })  # fmt: skip
