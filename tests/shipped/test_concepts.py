"""The shipped concepts: complete lists, memberships as of January 2026, and sentences with their tags."""

import tomllib
from collections import Counter
from pathlib import Path

import pycountry
import pytest
from whoosh.filedb.filestore import RamStorage

from corpus.values import KINDS, Item, Work
from index.concepts import load_book
from index.country_names import country_name
from index.fields import document, schema
from index.tagging import tag_segment

ROOT = Path(__file__).parents[2]
BOOK = load_book([ROOT / "index" / "concepts"])
SETTINGS = tomllib.loads((ROOT / "observatory" / "shipped" / "observatory.toml").read_text("utf-8"))
LANGUAGES = ("en", "fr", "es", "pt", "ar", "de")
"""In which every theme and driver has words."""

COUNTRIES = [concept.id for concept in BOOK.scheme("region").concepts if concept.country]


def tags(scheme, texts):
    """For each (language, text) the concepts of the scheme that its words cause, sorted."""
    index = RamStorage().create_index(schema())
    writer = index.writer()
    for number, (language, text) in enumerate(texts):
        item = Item(key=str(number), kind="news", title=text, language=language)
        work = Work(str(number), item, (), (), "", "", "", "listed", "")
        writer.add_document(**document(work, "en"))
    writer.commit()
    found = [set() for _ in texts]
    concepts = BOOK.scheme(scheme).concepts
    with index.searcher() as searcher:
        for run in tag_segment(searcher, concepts, SETTINGS["languages"]):
            for tag in run:
                found[int(tag.work)].add(tag.concept)
    return [sorted(ids) for ids in found]


def members(group):
    return [country for country in COUNTRIES if group in BOOK.implied("region", country)]


def test_every_country_of_iso_3166_is_a_region():
    """The countries are the 249 of ISO 3166-1, each once."""
    assert sorted(country.alpha_2.lower() for country in pycountry.countries) == sorted(COUNTRIES)
    assert len(COUNTRIES) == 249


def test_the_kinds_are_those_of_the_corpus():
    """The sheet of kinds names the kinds an item can have, no other; no word causes one."""
    kinds = BOOK.scheme("kind").concepts

    assert sorted(KINDS) == sorted(kind.id for kind in kinds)
    assert [] == [kind.id for kind in kinds if kind.labels or kind.exact or kind.near]


def test_there_are_sixteen_themes_and_one_topic():
    """The themes are sixteen; the observatory is about one topic."""
    assert len(BOOK.scheme("theme").concepts) == 16
    assert [topic.id for topic in BOOK.scheme("topic").concepts] == ["micro-credential"]


def test_six_drivers_are_top_drivers_and_four_are_megadrivers():
    """The ten drivers stand in the two groups in which the brief names them."""
    drivers = BOOK.scheme("driver").concepts

    assert Counter(driver.group for driver in drivers) == {"top driver": 6, "megadriver": 4}
    assert [driver.id for driver in drivers if driver.group == "megadriver"] == [
        "digitalisation", "greening", "covid-19", "societal-change",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("group", "count"),
    [
        ("eu", 27), ("african-union", 55), ("asean", 11), ("ecowas", 12), ("sadc", 16), ("eac", 8),
        ("comesa", 21), ("eccas", 11), ("igad", 7), ("amu", 5), ("cen-sad", 24), ("sahel-states", 3),
        ("arab-states", 22), ("gulf-states", 6), ("caricom", 15), ("nordic", 8), ("western-balkans", 5),
        ("oecd", 38), ("commonwealth", 56), ("francophonie", 50), ("lusophone", 9), ("au-central", 9), ("au-eastern", 14), ("au-northern", 7), ("au-southern", 10), ("au-western", 15),
        ("northern-africa", 7), ("eastern-africa", 22), ("middle-africa", 9), ("southern-africa", 5),
        ("western-africa", 17), ("caribbean", 31), ("central-america", 8), ("south-america", 16),
        ("north-america", 5), ("central-asia", 5), ("eastern-asia", 8), ("south-eastern-asia", 11),
        ("southern-asia", 9), ("western-asia", 18), ("eastern-europe", 10), ("northern-europe", 16),
        ("southern-europe", 16), ("western-europe", 9), ("australia-and-new-zealand", 6), ("melanesia", 5),
        ("micronesia", 8), ("polynesia", 10),
    ],
)  # fmt: skip
def test_a_group_has_all_its_members(group, count):
    """As many countries imply a union, community or M49 region as it has members."""
    assert len(members(group)) == count


def test_the_five_regions_of_the_african_union_share_its_members_out():
    """Each member state belongs to just one of the Union's five regions."""
    regions = [f"au-{name}" for name in ("central", "eastern", "northern", "southern", "western")]
    shared = [country for region in regions for country in members(region)]

    assert sorted(members("african-union")) == sorted(shared)


@pytest.mark.parametrize(
    ("country", "group", "belongs"),
    [
        ("so", "eac", True), ("tl", "asean", True), ("hr", "eu", True), ("gb", "eu", False),
        ("bf", "ecowas", False), ("ml", "ecowas", False), ("ne", "ecowas", False), ("ne", "sahel-states", True),
        ("mr", "ecowas", False), ("ma", "african-union", True), ("eh", "african-union", True),
        ("er", "igad", False), ("kz", "central-asia", True), ("mu", "sadc", True), ("rw", "sadc", False),
        ("do", "caricom", False), ("ps", "arab-states", True), ("tr", "eu", False), ("gl", "nordic", True),
    ],
)  # fmt: skip
def test_membership_is_as_of_january_2026(country, group, belongs):
    """Those who joined or left of late are where they are now."""
    assert (group in BOOK.implied("region", country)) == belongs


def test_a_group_says_when_its_members_joined():
    """Where a membership has a year it can be asked for."""
    assert 2025 == BOOK.concept("region", "asean").joined["tl"]
    assert 1973 == BOOK.concept("region", "eu").joined["ie"]


PROXIES = [
    ("en", "A short course for welders", True),
    ("en", "A part qualification on the register", True),
    ("fr", "Des blocs de compétences", True),
    ("en", "A course of action", False),
]


@pytest.mark.parametrize(("language", "text", "stands"), PROXIES)
def test_a_proxy_leads_to_the_topic(language, text, stands):
    """Words that stand for the topic where its own name is not used cause a tag."""
    assert [["micro-credential"] if stands else []] == tags("topic", [(language, text)])


def test_every_country_but_antarctica_belongs_to_a_continent():
    """M49 knows Antarctica as no part of a region, and all others as a part of one."""
    continents = {"africa", "americas", "asia", "europe", "oceania"}
    without = [one for one in COUNTRIES if continents.isdisjoint(BOOK.implied("region", one))]

    assert without == ["aq"]


def test_every_theme_and_driver_can_be_found_in_six_languages():
    """Themes, drivers and the topic have a name and words in the six languages, and a scope note."""
    concepts = [one for scheme in ("theme", "driver", "topic") for one in BOOK.scheme(scheme).concepts]

    assert [] == [
        f"{one.key} {language}"
        for one in concepts
        for language in LANGUAGES
        if not (one.label.get(language) and one.labels.get(language))
    ]
    assert [] == [one.key for one in concepts if not one.note]


def test_every_group_of_countries_says_where_it_comes_from():
    """A group has a source and a name in the six languages."""
    groups = [one for one in BOOK.scheme("region").concepts if not one.country]

    assert [] == [one.id for one in groups if not one.source]
    assert [] == [
        f"{one.id} {language}" for one in groups for language in LANGUAGES if not one.label.get(language)
    ]


OTHER_WORDS = {"fm": "a region of islands", "mf": "a saint of many places", "re": "a meeting"}
"""Countries whose bare English name is also something else, which they are not known by."""


def test_a_country_is_known_by_its_english_name_and_no_other_country_is():
    """The CLDR name of a country causes a tag on it alone, "Guinea-Bissau" none on Guinea."""
    known = [country for country in COUNTRIES if country not in OTHER_WORDS]
    found = tags("region", [("en", country_name(country, "en")) for country in known])

    assert {} == {
        country: ids
        for country, ids in zip(known, found, strict=True)
        if [one for one in ids if one in COUNTRIES] != [country]
    }


REGIONS = [
    ("en", "A guide to short courses, written in French and translated into Spanish", ""),
    ("en", "Teaching with Portuguese-language material in Brazil", "br"),
    ("en", "Skills for work in French universities", "fr"),
    ("it", "Competenze per il lavoro in Africa occidentale", "western-africa"),
    ("zh", "中非合作与微证书", ""),
    ("en", "Skills for work in Georgia and Armenia", "am ge"),
    ("en", "A design case from a college in Atlanta, Georgia", "us"),
    ("en", "Georgia Tech and the University of Georgia issue badges", "us"),
    ("en", "Turkey writes a framework for short learning", "tr"),
    ("en", "A course on turkey farming and turkey breast", ""),
    ("en", "Universities in Northern Ireland and Wales", "gb"),
    ("en", "Ireland's universities and those of the UK", "gb ie"),
    ("en", "New South Wales and Queensland fund training", "au"),
    ("en", "New Mexico and New England, not Mexico", "mx us"),
    ("en", "Equatorial Guinea, Guinea-Bissau and Papua New Guinea", "gq gw pg"),
    ("en", "Niger is not Nigeria", "ne ng"),
    ("en", "South Sudan joined after Sudan", "sd ss"),
    ("en", "The Democratic Republic of the Congo and the Republic of the Congo", "cd cg"),
    ("en", "South Korea and North Korea", "kp kr"),
    ("en", "The Dominican Republic and the Commonwealth of Dominica", "dm do"),
    ("en", "Contact us about us; join us", ""),
    ("en", "A US study with U.S. colleges", "us"),
    ("en", "South African colleges and SAQA", "za"),
    ("en", "Colleges in British Columbia and Ontario", "ca"),
    ("en", "The British Council and the Lisbon Convention", ""),
    ("en", "Michael Jordan spoke; Jordanian students listened", "jo"),
    ("en", "The Jordan River rises in Lebanon", "lb"),
    ("en", "Latin American employers and American ones", "latin-america us"),
    ("en", "Indian colleges and the Indian Ocean", "in"),
    ("en", "A small island state in the Pacific", "pacific"),
    ("en", "A reunion of graduates on Réunion Island", "re"),
    ("en", "The African Union and African ministers", "africa african-union"),
    ("en", "The Southern African Development Community (SADC)", "sadc"),
    ("en", "ECOWAS and the East African Community", "eac ecowas"),
    ("en", "An EU-funded project on the EU's recommendation", "eu"),
    ("en", "Southeast Asia and ASEAN", "asean south-eastern-asia"),
    ("en", "Saudi Arabia in the Arab world", "arab-states sa"),
    ("en", "The Kyoto Protocol and the Kigali Amendment", ""),
    ("fr", "Une réunion au Sénégal avec Maurice et Dominique", "sn"),
    ("fr", "L'Irlande du Nord et l'île Maurice", "gb mu"),
    ("fr", "Les microcertifications au Québec", "ca"),
    ("es", "El grupo irá a la Universidad de Granada y se irán después", "es"),
    ("es", "Quien gana más, en Nuevo México o en México", "mx"),
    ("es", "Las montañas de la cordillera", ""),
    ("pt", "Universidades nos EUA e em Moçambique", "mz us"),
    ("pt", "A reunião dos ministros em Angola", "ao"),
    ("de", "Österreichische Hochschulen und die Schweiz", "at ch"),
    ("ar", "الشهادات في السعودية والأردن", "jo sa"),
    ("ar", "الدعم المالي للجامعات في المغرب", "ma"),
    ("zh", "发展中国家的职业教育", ""),
    ("zh", "中国与马来西亚", "cn my"),
    ("ja", "タイトルとスタイル", ""),
    ("ko", "마이크로크리덴셜이란 무엇인가", ""),
    ("sv", "Det finns en lösning i Sverige", "se"),
    ("tr", "Türkiye'de kabul edilen belgeler", "tr"),
]

THEMES = [
    ("en", "What is a badge? A definition and a taxonomy", "definitions digital-credentials"),
    ("en", "The ministry prepares a law", "policy"),
    ("en", "Police officers and a privacy policy", ""),
    ("en", "Levels of the national qualifications framework", "qualifications-frameworks"),
    ("en", "Agencies check the quality of provision", "quality-assurance"),
    ("en", "Qualitative interviews", ""),
    ("en", "Recognition of prior learning", "recognition"),
    ("en", "Speech recognition software", ""),
    ("en", "Units that stack, with credit transfer", "stackability"),
    ("en", "A tech stack for developers", ""),
    ("en", "Verifiable credentials in a wallet", "digital-credentials"),
    ("en", "What universities offer", "higher-education"),
    ("en", "TVET and apprenticeships", "vet"),
    ("en", "Employers hire by skills", "employers"),
    ("en", "Instructional design and rubrics", "learning-design"),
    ("en", "Equity for women and refugees", "inclusion"),
    ("en", "Vouchers, fees and learning accounts", "funding"),
    ("en", "A webinar that was held online", ""),
    ("en", "Free MOOCs and distance learning", "online-learning"),
    ("en", "Earnings and return on investment", "outcomes"),
    ("en", "Teachers and school leaders", "teachers"),
    ("fr", "Les universités et l'assurance qualité", "higher-education quality-assurance"),
    ("fr", "Le président sera là; elle donne un avis", ""),
    ("es", "La financiación y el reconocimiento", "funding recognition"),
    ("es", "Incluso así, porque sí", ""),
    ("pt", "O ministério publicou um decreto", "policy"),
    ("de", "Hochschulen und Arbeitgeber", "employers higher-education"),
    ("ar", "ضمان الجودة في الجامعات", "higher-education quality-assurance"),
    ("zh", "高等教育质量", "higher-education quality-assurance"),
    ("nl", "Erkenning in het mbo", "recognition vet"),
]

DRIVERS = [
    ("en", "Graduates become more employable", "employability"),
    ("en", "Workers must upskill and retrain", "professional-development"),
    ("en", "Study at one's own pace is flexible", "flexibility"),
    ("en", "A shortage of skills and a changing labour market", "skills-gaps"),
    ("en", "The generation gap in music", ""),
    ("en", "Learning through life", "lifelong-learning"),
    ("en", "Soft skills and teamwork", "transversal-skills"),
    ("en", "Automation and artificial intelligence", "digitalisation"),
    ("en", "The Massachusetts Institute of Technology", ""),
    ("en", "The green transition", "greening"),
    ("en", "Greenwich and Mr Green", ""),
    ("en", "After the pandemic", "covid-19"),
    ("en", "An ageing population", "societal-change"),
    ("fr", "Se former tout au long de la vie", "lifelong-learning"),
    ("es", "Empleabilidad y brecha de habilidades", "employability skills-gaps"),
    ("pt", "A transição digital e a transição ecológica", "digitalisation greening"),
    ("de", "Fachkräftemangel und Weiterbildung", "professional-development skills-gaps"),
    ("ar", "التعلم مدى الحياة والتحول الرقمي", "digitalisation lifelong-learning"),
    ("ja", "生涯学習とリスキリング", "lifelong-learning professional-development"),
    ("cs", "Celoživotní vzdělávání", "lifelong-learning"),
]

TOPICS = [
    ("en", "Micro\N{HYPHEN}credentials, microcredentials and micro credentials", True),
    ("en", "Open badges for volunteers", True),
    ("en", "Microcredit for farmers", False),
    ("en", "A name badge for visitors", False),
    ("fr", "Les micro-certifications", True),
    ("fr", "Le microcrédit au village", False),
    ("es", "Las microcredenciales universitarias", True),
    ("es", "Microcréditos y microempresas", False),
    ("pt", "Microcredenciais", True),
    ("de", "Ein Mikrozertifikat", True),
    ("ar", "عن الشهادات المصغرة", True),
    ("zh", "微证书的发展", True),
    ("ja", "マイクロクレデンシャルとは", True),
    ("ko", "마이크로디그리를 위한 제도", True),
    ("uk", "Мікрокваліфікації дорослих", True),
    ("uk", "Мікрокредити для підприємців", False),
    ("hu", "A mikrotanúsítványok", True),
    ("pl", "Mikropoświadczenia na uczelni", True),
    ("et", "Mikrokvalifikatsioonid ja mikrokraadid", True),
    ("tr", "Mikro yeterliliklerin kalitesi", True),
    ("id", "Kredensial mikro untuk semua", True),
]


@pytest.mark.parametrize(
    ("scheme", "rows"),
    [
        ("region", REGIONS),
        ("theme", THEMES),
        ("driver", DRIVERS),
        ("topic", [(language, text, "micro-credential" * about) for language, text, about in TOPICS]),
    ],
)
def test_sentences_have_the_tags_that_a_reader_would_give(scheme, rows):
    """Words cause the tags that are meant, and no others: names and words with two meanings do not."""
    found = tags(scheme, [(language, text) for language, text, _ in rows])

    expected = {text: sorted(ids.split()) for _, text, ids in rows}
    assert expected == dict(zip(expected, found, strict=True))
