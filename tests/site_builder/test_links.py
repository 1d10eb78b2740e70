"""Addresses: stable, readable, safe."""

import pytest

from site_builder import links


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JavaScript:x",
        "data:text/html,x",
        "//example.org",
        "ftp://a.org",
        "mailto:a@b.c",
        "http://",
        "",
        None,
        "/local",
    ],
)
def test_only_web_addresses_are_followed(url):
    """
    Whatever a source writes into its address.
    """
    assert None is links.safe_url(url)


def test_what_has_no_place_in_an_address_is_encoded():
    """
    Spaces, quotes and brackets; what is encoded stays as it is.
    """
    assert "https://a.org/%20%22%3C%C3%A9%3E?q=%41" == links.safe_url('https://a.org/ "<é>?q=%41')


@pytest.mark.parametrize("name", ["", "..", "a/b", ".hidden", "a b", "a" * 200, "ä"])
def test_a_name_that_could_leave_the_folder_is_refused(name):
    """
    Ids are ours; one that is no name is a mistake and not a path.
    """
    with pytest.raises(ValueError, match="cannot be part of an address"):
        links.work_page(name)


def test_a_new_value_never_takes_the_name_of_an_old_one():
    """
    The first keeps its name when others that read alike come later; those without letters have one too.
    """
    first = links.slugs([("publisher", "Bee Board")])
    later = links.slugs(
        [("publisher", "Bee Board"), ("publisher", "bee board!"), ("publisher", "!!!"), ("year", "bee board")]
    )

    assert first["publisher", "Bee Board"] == later["publisher", "Bee Board"] == "bee-board"
    assert later["publisher", "bee board!"].startswith("bee-board-")
    assert later["publisher", "!!!"]
    assert "bee-board" == later["year", "bee board"]


@pytest.mark.parametrize(
    ("contact", "expected"),
    [("https://a.org/x", "https://a.org/x"), ("javascript:1", None), ("", None), ("a@b.org?bcc=c", None)],
)
def test_the_contact_is_a_mail_or_web_address(contact, expected):
    """
    Anything else is not linked.
    """
    assert expected == links.safe_contact(contact)
