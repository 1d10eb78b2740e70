"""The interface in several languages: whole catalogues, pages in each, links that stay, and what falls back."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from lxml import html

from site_builder.build import build_site
from site_builder.tongues.messages import messages, untranslated
from site_builder.tongues.pages import is_navigation
from site_builder.tongues.tongue import CATALOGUES, TongueError, tongue_of
from site_builder.tongues.writing import catalogue_text

SHIPPED = sorted(file.stem for file in CATALOGUES.glob("*.po"))


@pytest.fixture(scope="module")
def spoken(small, tmp_path_factory) -> Path:
    """The small site in English, with French and Arabic beside it."""
    folder = tmp_path_factory.mktemp("tongues") / "site"
    build_site(replace(small, interface=("en", "fr", "ar")), folder)
    return folder


def page(folder: Path, name: str):
    return html.document_fromstring((folder / name).read_bytes())


@pytest.fixture(scope="module")
def wanted():
    return messages()


def test_the_shipped_catalogues_say_nearly_every_sentence(wanted):
    """A new sentence may wait for its translators, and is counted meanwhile; nineteen of twenty are said."""
    lacking = untranslated(wanted, SHIPPED)

    assert SHIPPED == sorted(lacking)
    assert max(map(len, lacking.values())) <= len(wanted) / 20


@pytest.mark.parametrize("code", SHIPPED)
def test_a_translation_has_no_value_or_mark_that_its_sentence_lacks(code):
    """Names in %(…)s and elements are those of the English sentence; one and two may be words alone."""
    wrong = []
    parts = re.compile(r"%\(\w+\)s|</?\w+>")
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        for message in read_po(file):
            if message.id:
                plural = not isinstance(message.id, str)
                wanted = set(parts.findall(" ".join(message.id) if plural else message.id))
                for said in message.string if plural else (message.string,):
                    found = set(parts.findall(said))
                    if found - wanted or (not plural and found != wanted):
                        wrong.append((message.id, said))

    assert [] == wrong


@pytest.mark.parametrize("code", SHIPPED)
def test_a_catalogue_that_is_written_again_keeps_what_it_says(code, wanted, tmp_path):
    """What is said stays; a second writing changes no byte."""
    file = tmp_path / f"{code}.po"
    file.write_bytes(catalogue_text(code, CATALOGUES / f"{code}.po", wanted))

    assert file.read_bytes() == catalogue_text(code, file, wanted)


def test_pages_that_lead_to_works_are_made_in_every_language(spoken):
    """Each lies in the folder of its language and says which one it speaks; works have one page."""
    main = {
        path.relative_to(spoken).as_posix()
        for path in spoken.rglob("*.html")
        if is_navigation(path.relative_to(spoken).as_posix())
    }
    arabic = {path.relative_to(spoken / "ar").as_posix() for path in (spoken / "ar").rglob("*.html")}
    root = page(spoken, "ar/gaps/index.html")

    assert len(main) > 15
    assert main == arabic
    assert ("ar", "rtl") == (root.get("lang"), root.get("dir"))


def test_a_page_tells_where_it_stands_in_other_languages(spoken):
    """In its head for search engines, in its menu for readers, each language by its own name."""
    for name in ("about/index.html", "fr/about/index.html"):
        found = page(spoken, name)

        assert ["en", "fr", "ar"] == found.xpath("//head/link[@hreflang]/@hreflang")
        assert ["English", "Français", "العربية"] == found.xpath("//header//a[@hreflang]/text()")
    assert [] == page(spoken, "works/w-kenya/index.html").xpath("//*[@hreflang]")


def test_links_stay_in_the_language_where_there_is_such_a_page(spoken):
    """The menu leads to pages of the same language, the work to its one page, and none leads to a missing page."""
    broken = []
    for path in sorted((spoken / "fr").rglob("*.html")):
        for _, _, link, _ in html.document_fromstring(path.read_bytes()).iterlinks():
            target = link.split("#")[0]
            if (
                target.endswith(".html")
                and ":" not in target
                and not (path.parent / target).resolve().is_file()
            ):
                broken.append((path, link))
    links = page(spoken, "fr/index.html").xpath("//a/@href")

    assert [] == broken
    assert "../fr/gaps/index.html" in links
    assert "../works/w-kenya/index.html" in links


def test_dates_numbers_and_words_are_the_readers(spoken):
    """A French page writes its dates as French does, and names kinds and fields in French."""
    text = page(spoken, "fr/sources/index.html").text_content()

    assert "4 mai 2026" in text
    assert "Les sources et leur santé" in text


def test_the_whole_site_may_speak_another_language(small, tmp_path):
    """The first language of the interface is that of works as well."""
    build_site(replace(small, interface=("fr",)), tmp_path / "site")
    found = page(tmp_path / "site", "works/w-kenya/index.html")

    assert "fr" == found.get("lang")
    assert "mars 2025" in found.text_content()
    assert "Citer" in found.text_content()
    assert [] == found.xpath("//*[@hreflang]")


def test_an_observatory_may_bring_a_language_and_what_it_lacks_is_counted(tmp_path, wanted):
    """Its catalogue lies with its templates; a sentence that it lacks is said in English."""
    (tmp_path / "tongues").mkdir()
    file = tmp_path / "tongues" / "sw.po"
    file.write_text('msgid ""\nmsgstr ""\n\nmsgid "Gaps"\nmsgstr "Mapengo"\n', encoding="utf-8")
    swahili = tongue_of("sw", [tmp_path])

    assert ("Mapengo", "Sources") == (swahili.say("Gaps"), swahili.say("Sources"))
    assert len(wanted) - 1 == len(untranslated(wanted, ["sw"], [tmp_path])["sw"])


def test_an_observatory_may_correct_a_shipped_sentence(tmp_path):
    """Its catalogue goes before ours, sentence by sentence."""
    (tmp_path / "tongues").mkdir()
    (tmp_path / "tongues" / "fr.po").write_text('msgid "Gaps"\nmsgstr "Manques"\n', encoding="utf-8")
    french = tongue_of("fr", [tmp_path])

    assert ("Manques", "Sources") == (french.say("Gaps"), french.say("Sources"))


@pytest.mark.parametrize("code", ["xx-YY", "sw"])
def test_a_language_without_a_catalogue_is_refused_in_one_line(code):
    """The line names the file and the remedy."""
    with pytest.raises(TongueError) as error:
        tongue_of(code)

    assert str(error.value).startswith("observatory.toml: interface: ")
    assert "\n" not in str(error.value)


def test_a_broken_catalogue_is_named(tmp_path):
    """A catalogue that gettext cannot read ends the build with its name."""
    (tmp_path / "tongues").mkdir()
    (tmp_path / "tongues" / "sw.po").write_text("Gaps are called mapengo", encoding="utf-8")

    with pytest.raises(TongueError, match=r"sw\.po"):
        tongue_of("sw", [tmp_path])
