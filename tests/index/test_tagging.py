"""Tags from words: what causes one, what does not count, and where it stands."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import RamStorage

from index.book import Concept, ConceptBook, Near, Scheme
from index.concepts import load_book
from index.fields import document, schema
from index.folding import tokens
from index.patterns import pattern
from index.tagging import tag_segment


def found(works, book, languages=("en",)):
    """Scheme/concept, field and words of all tags, by work, in the order of the text."""
    places = sorted(
        tags_of(works, book, languages),
        key=lambda tag: (tag.work, tag.scheme, tag.concept, tag.field, tag.start),
    )
    return [(tag.work, f"{tag.scheme}/{tag.concept}", tag.field, tag.words) for tag in places]


def tags_of(works, book, languages=("en",)):
    index = RamStorage().create_index(schema())
    writer = index.writer()
    for work in works:
        writer.add_document(**document(work, "en"))
    writer.commit()
    with index.searcher() as searcher:
        return [tag for run in tag_segment(searcher, list(book), languages) for tag in run]


def words_of(work, book, text, **fields):
    """The words of the tags of one text."""
    return [row[3] for row in found([work("w", text, **fields)], book)]


GAP = """
    [[concept]]
    id = "gap"
    label = {en = "Gap"}
    labels = {en = ["skills gap", "skills gap analysis", "shortage* of skills"], fr = ["pénurie"]}
    not_labels = {en = ["bridge the skills gap"]}
    exact = ["CPD"]
    [[concept.near]]
    words = [["learn*"], ["needs"]]
    within = 3
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The skills gap grows", ["skills gap"]),
        ("Skills-\nGap and SKILLS\u2013GAP", ["Skills-\nGap", "SKILLS\u2013GAP"]),
        ("a gap in skills", []),
        ("skills, gap", []),
        ("Skills gaps", []),
        ("a skills gap analysis", ["skills gap analysis"]),
        ("shortages of skills", ["shortages of skills"]),
        ("We bridge the skills gap; the skills gap stays", ["skills gap"]),
        ("CPD and cpd", ["CPD"]),
        ("learners have needs", ["learners have needs"]),
        ("needs of the learner", ["needs of the learner"]),
        ("needs of all our learners", []),
        ("learner needs, learning needs", ["learner needs", "learning needs"]),
    ],
)
def test_labels_cause_tags(work, book, text, expected):
    """
    Labels, beginnings, exact labels and near rules match as the sheet's description says.
    """
    assert expected == words_of(work, book(driver=GAP), text)


def test_a_negative_label_inside_a_longer_label_takes_nothing_away(work, book):
    """
    A label that holds a negative one was written knowing it, so it counts.
    """
    made = book(
        driver="""
        [[concept]]
        id = "gap"
        label = {en = "Gap"}
        labels = {en = ["gap", "skills gap analysis"]}
        not_labels = {en = ["gap analysis"]}
    """
    )

    assert ["skills gap analysis"] == words_of(work, made, "a skills gap analysis and a gap analysis")


def test_a_longer_label_of_another_concept_wins(work, book):
    """
    South Sudan is not Sudan, but a text on both is about both.
    """
    made = book(region='[[concept]]\nid = "sd"\ncountry = true\n[[concept]]\nid = "ss"\ncountry = true\n')

    rows = found([work("a", "South Sudan"), work("b", "South Sudan and Sudan")], made)

    assert [
        ("a", "region/ss", "title", "South Sudan"),
        ("b", "region/sd", "title", "Sudan"),
        ("b", "region/ss", "title", "South Sudan"),
    ] == rows


def test_a_longer_label_that_only_overlaps_takes_nothing_away(work, book):
    """
    Only what lies wholly inside another concept's longer label gives way to it.
    """
    made = book(
        region="""
        [[concept]]
        id = "sudan"
        label = {en = "Sudan"}
        labels = {en = ["Sudan", "Sudan skills plan"]}
        [[concept]]
        id = "south-sudan"
        label = {en = "South Sudan"}
        labels = {en = ["South Sudan"]}
    """
    )

    rows = found([work("w", "The South Sudan skills plan")], made)

    assert ["South Sudan", "Sudan skills plan"] == [row[3] for row in rows]


def test_a_longer_label_of_another_scheme_takes_nothing_away(work, book):
    """
    Schemes ask different questions of the same words.
    """
    made = book(
        region='[[concept]]\nid = "ke"\ncountry = true\n',
        topic='[[concept]]\nid = "knqa"\nlabel = {en = "A"}\nlabels = {en = ["Kenya Authority"]}\n',
    )

    assert ["region/ke", "topic/knqa"] == [row[1] for row in found([work("a", "Kenya Authority")], made)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Une p\u00e9nurie", ["p\u00e9nurie"]),
        (None, "Une PENURIE", ["PENURIE"]),
        ("en", "Une p\u00e9nurie", []),
        ("fr-CA", "une pe\u0301nurie", ["pe\u0301nurie"]),
        ("fr", "a skills gap", ["skills gap"]),
        ("sw", "CPD", ["CPD"]),
    ],
)
def test_a_label_counts_in_its_language_and_the_observatorys(work, book, language, text, expected):
    """
    A French label counts in French works and in those of unknown language; the observatory's in all.
    """
    assert expected == words_of(work, book(driver=GAP), text, language=language)


@pytest.mark.parametrize(
    ("language", "label", "text", "expected"),
    [
        ("ar", "مهارات رقمية", "تنمية المُهارات الرقميّة للشباب", "المُهارات الرقميّة"),
        ("ar", "السودان", "وبالسودان والسودان", "والسودان"),
        ("ar", "مصر", "في مصر", "مصر"),
        ("ar", "مصر", "تطوير بمصر", "بمصر"),
        ("zh", "微证书", "高等教育微证书项目", "微证书"),
        ("ja", "リスキリング", "社会人のリスキリングとは", "リスキリング"),
        ("ko", "마이크로", "대학의 마이크로디그리는", "마이크로"),
        ("th", "ทักษะดิจิทัล", "พัฒนาทักษะดิจิทัลของคน", "ทักษะดิจิทัล"),
        ("hi", "कौशल", "डिजिटल कौशल का", "कौशल"),
        ("de", "Strasse", "auf der Straße", "Straße"),
        ("ru", "навык*", "Цифровые НАВЫКИ", "НАВЫКИ"),
        ("tr", "istanbul", "İSTANBUL'da", "İSTANBUL"),
    ],
)
def test_labels_are_found_in_every_script(work, tmp_path, language, label, text, expected):
    """
    Marks, joined particles and the absence of spaces do not hide a label, and the evidence is as printed.
    """
    sheet = f'scheme = "t"\ntitle = "T"\n[[concept]]\nid = "a"\nlabel = {{en = "A"}}\nlabels = {{{language} = ["{label}"]}}\n'
    (tmp_path / "t.toml").write_text(sheet, encoding="utf-8")

    rows = found([work("w", text, language=language)], load_book([tmp_path]))

    assert [("w", "t/a", "title", expected)] == rows


def test_every_tagged_field_is_looked_at(work, book):
    """
    Title, note, abstract and text each give their own evidence; nothing else does.
    """
    one = work(
        "w", "A skills gap", note="the skills gap", abstract="this skills gap", text="that skills gap",
        publisher="Skills Gap Press",
    )  # fmt: skip

    rows = found([one], book(driver=GAP))

    assert ["abstract", "note", "text", "title"] == [row[2] for row in rows]


def test_a_tag_says_which_label_caused_it(work, book):
    """
    A tag names rule, version and label, so that a curator knows what to change.
    """
    made = book(driver=GAP)
    concept = made.concept("driver", "gap")

    tags = tags_of([work("w", "Shortages of skills: learners' needs")], made)

    assert [("gap", concept.version, "shortage* of skills"), ("gap", concept.version, "learn* … needs")] == [
        (tag.rule, tag.version, tag.by) for tag in sorted(tags)
    ]


def test_a_long_text_keeps_the_first_places(work, book):
    """
    Of a concept that a text names all the time, the first twenty places are kept.
    """
    tags = tags_of([work("w", text="skills gap. " * 30)], book(driver=GAP))

    assert [12 * number for number in range(20)] == sorted(tag.start for tag in tags)


def naive_tags(text, concepts):
    """The rules of ``index.concepts`` for plain and near labels, written out over a list of tokens."""
    cut = tokens(text)

    def places(label):
        wanted = pattern(label)
        for start in range(len(cut) - len(wanted) + 1):
            here = cut[start : start + len(wanted)]
            same = all(
                (token.text.startswith(word.text) if word.prefix else token.text == word.text)
                for token, word in zip(here, wanted, strict=True)
            )
            close = all(b.position - a.position == 1 for a, b in pairwise(here))
            if same and close:
                yield here[0].start, here[-1].end

    rows = set()
    for concept in concepts:
        own = {place for labels in concept.labels.values() for label in labels for place in places(label)}
        against = {
            place for labels in concept.not_labels.values() for label in labels for place in places(label)
        }
        others = {
            place
            for other in concepts if other.id != concept.id
            for labels in other.labels.values() for label in labels for place in places(label)
        }  # fmt: skip
        kept = []
        for start, end in sorted(own, key=lambda place: (place[0] - place[1], place[0])):
            overlaps = any(a < end and start < b for a, b in kept)
            negated = any(
                a < end and start < b and not (start <= a and b <= end and (a, b) != (start, end))
                for a, b in against
            )
            covered = any(a <= start and end <= b and (a, b) != (start, end) for a, b in others - own)
            if not overlaps and not negated and not covered:
                kept.append((start, end))
        rows |= {(concept.id, start, end) for start, end in kept}
    return rows


VOCABULARY = ("south", "sudan", "africa", "african", "skills", "skill", "gap", "gaps", "of", ".", "-", ",")
LABELS = st.lists(st.sampled_from(VOCABULARY[:9]), min_size=1, max_size=3).map(" ".join)
STARRED = st.tuples(LABELS, st.booleans()).map(lambda pair: pair[0] + "*" * pair[1])


@st.composite
def books(draw):
    """A scheme of up to four concepts with labels of few words, written as a sheet and read again."""
    lines = ['scheme = "t"', 'title = "T"']
    for number in range(draw(st.integers(1, 4))):
        labels = draw(st.lists(STARRED, min_size=1, max_size=3, unique=True))
        refused = [one for one in draw(st.lists(STARRED, max_size=2)) if one not in labels]
        lines += ["[[concept]]", f'id = "c{number}"', 'label = {en = "C"}', f"labels = {{en = {labels}}}"]
        lines += [f"not_labels = {{en = {refused}}}"]
    return "\n".join(lines).replace("'", '"')


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheet=books(), text=st.lists(st.sampled_from(VOCABULARY), max_size=14).map(" ".join))
def test_the_index_finds_what_reading_word_by_word_finds(work, tmp_path_factory, sheet, text):
    """
    Queries over postings and a naive reading of the rules agree on every text.
    """
    folder = tmp_path_factory.mktemp("sheets")
    (folder / "t.toml").write_text(sheet)
    book = load_book([folder])

    tags = tags_of([work("w", note=text)], book)

    assert naive_tags(text, list(book)) == {(tag.concept, tag.start, tag.end) for tag in tags}


SIGNS = "aé e\u0301ßﬁ İ\u0627\u0644\u064f\u0640\u0645 教育カー한국 ทักษะ हिन्दी.,-\u2013'\u2019\n"
ANY_TEXT = st.lists(
    st.one_of(st.sampled_from(SIGNS), st.sampled_from(("Skills gap", "ÉCOLE", "教育", "المهارات", "ทักษะ", "한국", "Straße"))), max_size=30
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=ANY_TEXT, note=ANY_TEXT, language=st.sampled_from((None, "en", "ar", "zh", "th")))
def test_evidence_is_cut_out_of_the_field(work, title, note, language):
    """
    Whatever scripts are mixed, a tag's words are exactly the characters that it points at.
    """
    labels = {
        "en": ("skills gap", "ecole", "strasse"),
        "zh": ("教育",),
        "ar": ("مهارات",),
        "th": ("ทักษะ",),
        "ko": ("한국*",),
    }
    near = Near((("ecole", "教育"), ("strasse", "한국", "skill*")), within=3)
    concept = Concept("t", "a", {"en": "A"}, labels, near=(near,), exact=("ÉCOLE",))
    one = work("w", title or "x", note=note, language=language)

    tags = tags_of([one], ConceptBook([Scheme("t", "T", (concept,))]))

    assert [getattr(one.item, tag.field)[tag.start : tag.end] for tag in tags] == [tag.words for tag in tags]
    assert all(tag.words for tag in tags)


WEAK = """
    [[concept]]
    id = "health"
    label = {en = "Health"}
    labels = {en = ["hospital*"]}
    hints = {en = ["care", "treatment", "doctor*"]}
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a matter of care", []),
        ("care and more care", []),
        ("care by a doctor", ["care", "doctor"]),
        ("hospital care", ["hospital", "care"]),
    ],
)
def test_hints_need_company(work, book, text, expected):
    """
    A weak label counts beside another weak one, or beside a label of the concept; not beside itself.
    """
    assert expected == words_of(work, book(theme=WEAK), text)


def test_hints_of_one_work_may_stand_in_different_fields(work, book):
    """
    What is said in the title and in the note is said of one work.
    """
    rows = found([work("w", "Care", note="A new treatment")], book(theme=WEAK))

    assert ["Care", "treatment"] == sorted(row[3] for row in rows)


PROXY = """
    [[concept]]
    id = "badge"
    label = {en = "Badge"}
    labels = {en = ["badge*"]}
    proxies = {en = ["part qualification*"]}
"""


def test_a_proxy_says_that_it_is_one_and_can_be_switched_off(work, book):
    """
    A tag from a proxy has its own rule and the label; without proxies the words cause nothing.
    """
    works = [work("w", "A part qualification")]

    (tag,) = tags_of(works, book(topic=PROXY), ("en",))

    assert ("proxy", "part qualification*", 0.5) == (tag.rule, tag.by, tag.strength)
    assert [] == tags_of(works, book(topic="    proxies = false\n" + PROXY), ("en",))


PLACES = """
    in_text = 2
    [[aside]]
    before = ["experts from"]
    within = 3
    languages = ["en"]
    [[aside]]
    after = ["authors"]
    [[concept]]
    id = "ke"
    country = true
    [[concept]]
    id = "gh"
    country = true
"""


def test_a_tag_says_on_which_page_of_a_file_its_words_stand(work, book):
    """
    Pages are counted from 1 in each file; words of the web page, and of other fields, stand on none.
    """
    text = "A skills gap.\x1cA skills gap.\fNothing.\fA skills gap.\x1cNothing.\fA skills gap."

    assert [("text", 0), ("text", 1), ("text", 3), ("text", 2), ("title", 0)] == [
        (tag.field, tag.page)
        for tag in sorted(tags_of([work("w", "A skills gap", text=text)], book(driver=GAP)))
    ]


def test_a_name_does_not_go_on_in_another_file(work, book):
    """
    The last word of one file and the first of the next make no label.
    """
    assert [] == found([work("w", text="It needs skills\x1cgap and more")], book(driver=GAP))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Experts from Kenya and Ghana", []),
        ("Experts from afar spoke; all went to Kenya", ["Kenya"]),
        ("Ghana authors on Kenya", ["Kenya"]),
        ("Kenya. Experts from Kenya", ["Kenya"]),
        ("Experts from all of Kenya, as well as Ghana", []),
        ("Experts from Kenya, who praised the schools of Ghana", ["Ghana"]),
        ("Kenya and Ghana authors", []),
        ("Experts from all of Kenya. Ghana follows", ["Ghana"]),
    ],
)
def test_a_label_beside_words_of_origin_does_not_count(work, book, text, expected):
    """
    Where somebody is from is not what the work is about, nor is what stands in one list with it; another place is.
    """
    assert expected == words_of(work, book(region=PLACES), text)


def test_words_of_origin_count_in_their_language(work, book):
    """
    A rule for English takes nothing away from a work in French.
    """
    assert ["Kenya"] == words_of(work, book(region=PLACES), "experts from Kenya", language="fr")


def test_a_full_text_must_say_it_often_unless_another_field_does(work, book):
    """
    One place in a full text is a mention; where the title names the country too, it is evidence.
    """
    made = book(region=PLACES)

    assert [] == found([work("w", "A study", text="Once in Kenya.")], made)
    assert 2 == len(found([work("w", "A study", text="Kenya here. Kenya there.")], made))
    assert 2 == len(found([work("w", "A study of Kenya", text="Once in Kenya.")], made))


def test_a_list_of_references_is_not_what_a_work_is_about(work, book):
    """
    What stands behind the last heading of references causes no tag.
    """
    text = "We went to Kenya. Kenya was fine. It was a long way to go.\n\nReferences\n\nGhana Press. Ghana. Ghana."

    assert {"ke"} == {
        tag.concept for tag in tags_of([work("w", "A study", text=text)], book(region=PLACES), ("en",))
    }


def test_a_longer_label_may_be_told_to_take_nothing_away(work, book):
    """
    With ``longest = false`` both concepts are tagged.
    """
    sheet = """    longest = false
    [[concept]]
    id = "skills"
    label = {en = "Skills"}
    labels = {en = ["skills"]}
    [[concept]]
    id = "gap"
    label = {en = "Gap"}
    labels = {en = ["skills gap"]}
    """

    assert ["skills gap", "skills"] == words_of(work, book(theme=sheet), "skills gap")


def test_what_an_abstract_names_in_passing_is_no_subject(work, book):
    """
    One place behind the lead is a mention; two are enough, and one is where the lead or a curator has it.
    """
    made = book(region=PLACES.replace("in_text = 2", "lead = 5"))
    late = "A long way to go before one reaches the place. Kenya"

    assert [] == found([work("w", "A study", abstract=late)], made)
    assert 2 == len(found([work("w", "A study", abstract=f"{late}. Kenya.")], made))
    assert 1 == len(found([work("w", "A study", abstract=f"Kenya. {late[:-6]}")], made))
    assert 1 == len(found([work("w", "A study", note=late)], made))
