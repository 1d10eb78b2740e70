"""The pages of concepts: what they find, their rules, what is doubtful."""

from dataclasses import replace

import pytest
from lxml import html

from index.book import Aside, Concept, ConceptBook, Near, Scheme
from index.definitions.tracking import Tracked
from index.tags import Tag
from site_builder.pages.concepts import concepts, rules_of
from site_builder.render import Renderer, environment
from site_builder.viewing import viewing

HONEY = Concept(
    "theme", "honey", {"en": "Honey"}, labels={"fr": ("miel",), "en": ("honey*", "nectar")}, not_labels={"en": ("honey moon",)},
    exact=("HNY",), near=(Near((("bee",), ("food", "sweet")), 3),), hints={"en": ("jar",)}, proxies={"en": ("syrup",)},
    asides=(Aside(before=("sold by",), within=2),), note="What bees make.", version="0badcafe",
)  # fmt: skip
UNION = Concept(
    "theme",
    "union",
    {"en": "Union"},
    joined={"honey": 1994},
    former={"wax": (1973, 2020)},
    checked="its site",
)
WAX = Concept("theme", "wax", {"en": "Wax"}, labels={"en": ("wax", "wx")}, version="1badcafe")
BOOK = ConceptBook([Scheme("theme", "Themes", (replace(HONEY, broader=("union",)), UNION, WAX))])


def tag(work, rule="honey", words="", by="", concept="honey"):
    return Tag(work, "theme", concept, "title" if words else "", 0, len(words), rule, "v", words, by)


@pytest.fixture
def page(small):
    """Gives the text of a page, and the page, of an observatory whose works have these tags."""
    names = [work.id for work in small.works()]
    tags = dict.fromkeys(names, ())
    tags[names[0]] = (tag(names[0], words="honey", by="honey*"), tag(names[0], "given", by="kept"))
    tags[names[1]] = (tag(names[1], words="nectar", by="nectar"), tag(names[1], words="honeyed", by="honey*"))
    denied = {names[2]: (tag(names[2], words="nectar", by="nectar"),)}
    site = replace(
        small, book=BOOK, tags=lambda work: tags[work], denied=lambda work: denied.get(work, ()),
        tracked=Tracked(asked=("d-1: what it says has changed since the line was written",)),
    )  # fmt: skip
    with viewing(site) as view:
        render = Renderer(environment(), view)
        made = {one.path: html.fromstring(render.bytes_of(one).decode()) for one in concepts(view)}
        assert "concepts/theme/rules/index.html#c-wax" == rules_of(view, "theme", "wax")

    def text(path, place="//main"):
        return " ".join(made[path].xpath(f"string({place})").split())

    return text


def test_a_concept_says_what_it_finds_and_how_often_words_are_right(page):
    """
    Works, those by words, the labels that occur, and precision with its interval over labels and decisions.
    """
    row = page("concepts/theme/index.html", "//tr[@id='c-honey']")

    assert "Honey rules Honey" in row
    assert "221 of 2 (9 to 91%)honey* 2, nectar 1 (2 of 7 occur)" in row.replace("Honey rules Honey", "")
    assert "2 concepts are in no work" in page("concepts/theme/index.html")


def test_rules_are_shown_as_people_wrote_them(page):
    """
    Words by language, English first, then every other sort; the version; members with their years, former ones too.
    """
    text = page("concepts/theme/rules/index.html")

    assert "theme/honey, version 0badcafe" in text
    assert "Englishhoney*, nectar Frenchmiel English, weak wordsjar English, stands for itsyrup" in text
    assert "all languages, just so writtenHNY all languages, near each otherbee … food / sweet" in text
    assert "English, do not counthoney moon" in text
    assert "before it, up to 2 words awaysold by" in text
    assert "2 members, with their yearsHoney 1994–Wax 1973–2020" in text


def test_what_is_doubtful_and_what_waits_for_a_person_is_told(page):
    """
    The questions to the curators, and lines on definitions that no longer hold.
    """
    text = page("concepts/index.html")

    assert "1 question to those who keep the concepts theme/wax: 'wx' (en) is short" in text
    assert "1 definition waits for a person d-1: what it says has changed" in text


def test_a_long_list_of_rules_has_parts(small):
    """
    A page of rules ends where it has enough words; each concept stands on one page.
    """
    many = [
        Concept("theme", f"t{n}", {"en": f"T{n}"}, labels={"en": tuple(f"word{n}x{k}" for k in range(300))})
        for n in range(7)
    ]
    with viewing(replace(small, book=ConceptBook([Scheme("theme", "Themes", tuple(many))]))) as view:
        parts = [one for one in concepts(view) if "rules" in one.path]

    assert ["concepts/theme/rules/index.html", "concepts/theme/rules/page-2.html", "concepts/theme/rules/page-3.html"] == [
        one.path for one in parts
    ]  # fmt: skip
    assert [f"t{n}" for n in range(7)] == [concept.id for one in parts for concept in one.context["part"]]
