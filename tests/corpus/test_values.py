from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.bodies import Bodies, content_hash
from corpus.dates import PartialDate, partial_date
from corpus.encoding import item_from_json, item_to_json
from corpus.errors import CorpusError, SheetError
from corpus.identifiers import doi_of
from corpus.sheets import Sheet, read_sheet
from corpus.urls import canonical_url, is_web
from corpus.values import Definition, Item, Label

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("text", "precision"),
    [("2024", "year"), ("2024-02", "month"), ("2024-02-29", "day"), ("2026-03-10T09:00:00Z", "day")],
)
def test_a_date_is_as_precise_as_it_was_given(text, precision):
    """No day or month is made up."""
    assert precision == partial_date(text, "feed", today=TODAY).precision


@pytest.mark.parametrize(
    "text",
    [
        "2099",
        "2026-04-01",
        "0000",
        "1066-10-14",
        "2023-02-30",
        "2024-13",
        "24-01-01",
        "",
        "soon",
        "2019-11-14 corrected",
    ],
)
def test_an_impossible_date_is_refused(text):
    """A date that does not exist, is no date, is too old or in the future is an error."""
    with pytest.raises(ValueError, match=r"\S"):
        partial_date(text, "feed", today=TODAY)


def test_an_event_may_lie_ahead():
    """What is announced may come; but not in seventy years."""
    assert partial_date("2027-05", "feed", today=TODAY, ahead=True).value == "2027-05"
    with pytest.raises(ValueError, match="future"):
        partial_date("2096", "feed", today=TODAY, ahead=True)


@pytest.mark.parametrize(
    "same",
    [
        "http://www.e.org/a/", "HTTPS://E.org:443/a", "https://e.org/a#part", "https://e.org/a?utm_campaign=x&fbclid=1",
        "https://e.org/%61",
    ],
)  # fmt: skip
def test_one_address_has_one_key(same):
    """What does not change the thing does not change its key."""
    assert canonical_url(same) == "https://e.org/a"


@pytest.mark.parametrize(
    "other", ["https://e.org/A", "https://e.org/a?id=2", "https://sub.e.org/a", "https://e.org/a/b"]
)
def test_another_address_has_another_key(other):
    """What may change the thing stays in the key."""
    assert canonical_url(other) != "https://e.org/a"


def test_only_http_addresses_can_be_followed():
    """Anything else is not an address for a reader."""
    answers = {
        url: is_web(url)
        for url in ("https://e.org", "javascript:alert(1)", "file:///etc", "//e.org", "http://[")
    }
    assert [url for url, good in answers.items() if good] == ["https://e.org"]


def test_a_doi_is_found_in_any_of_its_forms():
    """Resolver addresses, prefixes and capitals do not matter."""
    forms = ["10.1000/AbC", "doi:10.1000/abc", "https://doi.org/10.1000/abc", "http://dx.doi.org/10.1000/ABC"]
    assert {"10.1000/abc"} == {doi_of(form) for form in forms}
    assert None is doi_of("not a doi")


texts = st.text(min_size=1, max_size=20)


@given(
    st.builds(
        Item, key=texts, kind=st.just("report"), title=texts, title_supplied=st.booleans(),
        url=st.none() | texts, authors=st.lists(texts, max_size=3).map(tuple),
        date=st.none() | st.just(PartialDate("2024-05", "feed")),
        labels=st.lists(st.builds(Label, texts, texts), max_size=3).map(tuple),
        definition=st.none() | st.builds(Definition, by=texts, term=texts, traits=st.just(("assessed",)), year=st.none() | st.just(2020)),
        methods=st.just({"title": "feed"}),
    )
)  # fmt: skip
def test_an_item_survives_being_kept(item):
    """What is kept of an item is all of it."""
    assert item == item_from_json(item.key, item_to_json(item), '{"title": "feed"}')


def test_a_body_is_kept_once_and_comes_back_whole(tmp_path):
    """The same content has one name, and a damaged file is found out."""
    bodies = Bodies(str(tmp_path))
    name = bodies.put(b"an answer")
    assert (name, content_hash(b"an answer")) == (bodies.put(b"an answer"), name)
    assert bodies.get(name) == b"an answer"

    (file,) = [path for path in Path(tmp_path).rglob("*") if path.is_file()]
    file.write_bytes(b"rubbish")
    with pytest.raises(CorpusError, match="damaged"):
        bodies.get(name)
    file.unlink()
    with pytest.raises(CorpusError, match="missing"):
        bodies.get(name)


class _Small(Sheet):
    name: str
    size: int = 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "not valid TOML"),
        ("size = 1", "name: must be given"),
        ('name = "a"\nsize = "big"', "size: input should be a valid integer"),
        ('name = "a"\nnaem = "b"', "naem: no such key; did you mean 'name'?"),
    ],
)
def test_a_mistake_in_a_sheet_is_one_line_with_file_and_key(tmp_path, text, said):
    """Who wrote it can mend it from the message alone."""
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SheetError) as caught:
        read_sheet(path, _Small)

    assert str(caught.value).startswith(str(path))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_all_mistakes_of_a_sheet_are_told_at_once(tmp_path):
    """Nobody has to mend one to hear of the next."""
    path = tmp_path / "a.toml"
    path.write_text('size = "big"\ncolour = 1\n', encoding="utf-8")

    with pytest.raises(SheetError) as caught:
        read_sheet(path, _Small)

    assert [
        f"{path}: name: must be given",
        f"{path}: size: input should be a valid integer, unable to parse string as an integer",
        f"{path}: colour: no such key",
    ] == list(caught.value.lines)


def test_a_sheet_that_is_not_there_or_not_text_says_so(tmp_path):
    """Files that cannot be read are mistakes of the same form."""
    (tmp_path / "b.toml").write_bytes(b"\xff\xfe")
    for name, said in (("a.toml", "cannot be read"), ("b.toml", "UTF-8")):
        with pytest.raises(SheetError, match=said):
            read_sheet(tmp_path / name, _Small)
