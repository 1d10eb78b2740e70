"""Concept sheets: how they become a book, and what is refused in one line."""

import pytest

from corpus.errors import NotFound, SheetError
from index.checks import check_book
from index.concepts import load_book

SKILLS = """
    [[concept]]
    id = "skills-gaps"
    label = {en = "Skills gaps", fr = "Manques"}
    labels = {en = ["skills gap"]}
"""


def test_a_concept_is_read_as_it_is_written(book):
    """
    Labels, negative labels, exact labels and near rules are kept as the sheet has them.
    """
    concept = book(
        driver=SKILLS
        + """
        not_labels = {en = ["generation gap"]}
        exact = ["CPD"]
        note = "What it is."
        [[concept.near]]
        words = [["skill*"], ["gap*", "short  age"]]
        within = 4
    """
    ).concept("driver", "skills-gaps")

    assert ("skills gap",) == concept.labels["en"]
    assert ("generation gap",) == concept.not_labels["en"]
    assert ("CPD",) == concept.exact
    assert (("skill*",), ("gap*", "short age")) == concept.near[0].groups
    assert (4, False) == (concept.near[0].within, concept.near[0].ordered)
    assert "What it is." == concept.note


def test_a_label_is_shown_in_the_readers_language_or_in_english(book):
    """
    A regional language falls back to its base, an unknown one to English.
    """
    made = book(driver=SKILLS)

    assert ["Skills gaps", "Manques", "Manques", "Skills gaps"] == [
        made.label("driver", "skills-gaps", language) for language in ("en", "fr", "fr-CA", "sw")
    ]


def test_a_member_implies_its_groups_and_theirs(book):
    """
    ``members`` and ``broader`` say the same, and what they imply is transitive, nearest first.
    """
    made = book(
        region="""
        [[concept]]
        id = "za"
        label = {en = "South Africa"}
        broader = ["southern-africa"]
        [[concept]]
        id = "southern-africa"
        label = {en = "Southern Africa"}
        broader = ["africa"]
        [[concept]]
        id = "africa"
        label = {en = "Africa"}
        [[concept]]
        id = "sadc"
        label = {en = "SADC"}
        members = ["za"]
    """
    )

    assert ("southern-africa", "sadc", "africa") == made.implied("region", "za")
    assert () == made.implied("region", "africa")


def test_a_country_has_its_names_in_many_languages(book):
    """
    A country takes label and names from CLDR and keeps the labels of its sheet.
    """
    country = book(
        region="""
        [[concept]]
        id = "za"
        country = true
        labels = {en = ["Rainbow Nation"]}
    """
    ).concept("region", "za")

    assert "South Africa" == country.label["en"]
    assert ("Rainbow Nation", "South Africa") == country.labels["en"]
    assert ("Afrique du Sud",) == country.labels["fr"]
    assert ("南非",) == country.labels["zh"]


def test_a_city_among_the_english_labels_is_known_in_all_languages(book):
    """
    Its CLDR names are labels too, where they are not refused; cities that the sheet does not name are none.
    """
    made = book(
        region="""
        [[concept]]
        id = "at"
        country = true
        labels = {en = ["Vienna"]}
        not_labels = {fr = ["Vienne"]}
        [[concept]]
        id = "za"
        country = true
    """
    )
    austria = made.concept("region", "at")

    assert ("Austria", "Viena") == austria.labels["es"]
    assert ("النمسا", "فيينا") == austria.labels["ar"]
    assert ("Autriche",) == austria.labels["fr"]
    assert ("Sudáfrica",) == made.concept("region", "za").labels["es"]


def test_a_former_member_implies_nothing(book):
    """
    Who left a group stays known with its years; one that the scheme lacks is refused.
    """
    sheet = """
        [[concept]]
        id = "union"
        label = {en = "Union"}
        members = {za = 1994}
        former = {gb = [1973, 2020]}
        checked = "its site, 2026-01-05"
        [[concept]]
        id = "za"
        country = true
        [[concept]]
        id = "gb"
        country = true
    """
    made = book(region=sheet)
    union = made.concept("region", "union")

    assert ({"za": 1994}, {"gb": (1973, 2020)}, "its site, 2026-01-05") == (
        union.joined, union.former, union.checked,
    )  # fmt: skip
    assert (("union",), ()) == (made.implied("region", "za"), made.implied("region", "gb"))
    with pytest.raises(SheetError, match="former: no concept 'xy' in this scheme"):
        book(region=sheet.replace("gb = [", "xy = ["))


def test_a_country_name_that_is_refused_is_no_label(book):
    """
    A CLDR name among the negative labels is left out, so that only the sheet's labels count.
    """
    country = book(
        region="""
        [[concept]]
        id = "ge"
        country = true
        labels = {en = ["Tbilisi"]}
        not_labels = {en = ["Georgia"]}
    """
    ).concept("region", "ge")

    assert ("Tbilisi",) == country.labels["en"]


def test_a_label_knows_the_longer_labels_it_stands_in(book):
    """
    Of two concepts of a scheme, the one whose label is part of the other's gives way there.
    """
    made = book(
        region="""
        [[concept]]
        id = "guinea"
        label = {en = "Guinea"}
        labels = {en = ["Guinea*"]}
        [[concept]]
        id = "equatorial"
        label = {en = "Equatorial Guinea"}
        labels = {en = ["Equatorial Guinea"]}
    """
    )

    longer = made.concept("region", "guinea").longer

    assert [["equatorial", "guinea"]] == [[word.text for word in one] for one in longer]
    assert () == made.concept("region", "equatorial").longer


def test_a_version_changes_with_what_decides_matches_and_with_nothing_else(book):
    """
    Labels, also of a neighbour that takes something away, make another version; notes do not.
    """
    versions = {
        name: book(driver=text).concept("driver", "skills-gaps").version
        for name, text in {
            "plain": SKILLS,
            "note": SKILLS + 'note = "New words."\nbroader = []\n',
            "label": SKILLS + 'exact = ["SG"]\n',
            "neighbour": SKILLS
            + '[[concept]]\nid = "b"\nlabel = {en = "B"}\nlabels = {en = ["skills gap year"]}\n',
        }.items()
    }

    assert versions["plain"] == versions["note"]
    assert 3 == len(set(versions.values()))
    assert all(8 == len(version) for version in versions.values())


@pytest.mark.parametrize(
    ("sheet", "problem"),
    [
        ('[[concept]]\nid = "A b"\nlabel = {en = "A"}\n', "concept A b: id: string should match pattern"),
        ('[[concept]]\nid = "a"\nlabel = {fr = "A"}\n', "concept a: label.en: an English label is needed"),
        ('[[concept]]\nid = "a"\nlable = {en = "A"}\n', "concept a: lable: no such key; did you mean 'label'?"),
        ('[[concept]]\nlabel = {en = "A"}\n', "concept number 1: id: must be given"),
        ('[[concept]]\nid = "a"\nlabel = {en = "A"}\nbroader = ["b"]\n', "concept a: broader: no concept 'b' in this scheme"),
        ('[[concept]]\nid = "a"\nlabel = {en = "A"}\nmembers = ["b"]\n', "concept a: members: no concept 'b' in this scheme"),
        ('[[concept]]\nid = "a"\nlabel = {en = "A"}\nbroader = ["a"]\n', "concept a: broader: goes in a circle: a > a"),
        ('[[concept]]\nid = "a"\nlabel = {en = "A"}\n' * 2, "concept a: id: stands twice in this file"),
        (
            '[[concept]]\nid = "a"\nlabel = {en = "A"}\nlabels = {en = ["Skills-gap"]}\nnot_labels = {fr = ["skills gap"]}\n',
            "concept a: labels.en: 'Skills-gap' is in not_labels too",
        ),
        ('[[concept]]\nid = "a"\nlabel = {en = "A"}\nlabels = {en = ["st*ck"]}\n', "concept a: labels.en.0: 'st*ck': a * stands only"),
        ('[[concept]]\nid = "a"\nlabel = {en = "A"}\nlabels = {en = ["..."]}\n', "concept a: labels.en.0: '...' holds no word"),
        ('[[concept]]\nid = "xx"\ncountry = true\n', "concept xx: country: 'xx' is no ISO 3166-1 alpha-2 code"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_with_file_concept_and_key(book, sheet, problem):
    """
    A wrong sheet is refused with the place and the problem, not with a traceback's worth of text.
    """
    with pytest.raises(SheetError) as error:
        book(driver=sheet)

    assert problem in str(error.value)
    assert "driver.toml: " in str(error.value)
    assert "\n" not in str(error.value)


def test_a_sheet_is_named_after_its_scheme(tmp_path):
    """
    A file of another name than its scheme is refused, for two files could claim one scheme.
    """
    (tmp_path / "drivers.toml").write_text('scheme = "driver"\ntitle = "Drivers"\n')

    with pytest.raises(SheetError, match=r"drivers\.toml: scheme: 'driver' is not the file's name"):
        load_book([tmp_path])


def test_a_later_folder_adds_and_replaces(tmp_path):
    """
    An observatory's own sheets replace concepts of the same id and add others.
    """
    for folder, label in (("shipped", "Old"), ("own", "New")):
        (tmp_path / folder).mkdir()
        other = f'[[concept]]\nid = "{folder}"\nlabel = {{en = "{folder}"}}\n'
        text = f'scheme = "driver"\ntitle = "Drivers"\n[[concept]]\nid = "a"\nlabel = {{en = "{label}"}}\n{other}'
        (tmp_path / folder / "driver.toml").write_text(text)

    book = load_book([tmp_path / "shipped", tmp_path / "own", tmp_path / "absent"])

    assert [("a", "New"), ("shipped", "shipped"), ("own", "own")] == [
        (one.id, one.label["en"]) for one in book
    ]


def test_an_unknown_concept_is_answered_with_the_nearest(book):
    """
    Asking for what does not exist names what does.
    """
    made = book(driver=SKILLS)

    with pytest.raises(NotFound, match="no concept 'skill-gap' in scheme 'driver'; did you mean skills-gaps"):
        made.concept("driver", "skill-gap")
    with pytest.raises(NotFound, match="no scheme 'topic'; there are driver"):
        made.scheme("topic")


def test_checks_ask_about_what_is_doubtful(book):
    """
    A label of two concepts, a concept that nothing can cause and a very short label are reported.
    """
    made = book(
        driver=SKILLS
        + """
        [[concept]]
        id = "shortages"
        label = {en = "Shortages"}
        labels = {en = ["Skills-Gap", "ai"]}
        [[concept]]
        id = "orphan"
        label = {en = "Orphan"}
    """
    )

    assert [
        "driver/orphan: has no labels and no members, so only sources can give it",
        "driver: 'skills gap' (en) is a label of skills-gaps and shortages",
        "driver/shortages: 'ai' (en) is short; as an 'exact' label its capitals count",
    ] == check_book(made)
