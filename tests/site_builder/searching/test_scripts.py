"""The data of the search as scripts: whole, safe and always the same."""

import json

import pytest

from site_builder.searching.scripts import Packer, deltas, script


@pytest.mark.parametrize("text", ["</script>", "a\u2028b", 'a "b" \\', "教育", "\ud800"])
def test_a_script_gives_back_what_was_put_in(text):
    """Quotes, ends of lines and broken characters do not leave the call."""
    made = script("a-1", [text]).decode()

    within = made.removeprefix('searchData("a-1",').removesuffix(");\n")
    assert [text.encode(errors="replace").decode()] == json.loads(within)
    assert 1 == len(made.splitlines())


def test_packs_hold_every_row_once_and_in_order():
    """Each begins with the word that it is found by; a row that is too long has a pack of its own."""
    rows = [(f"w{number:03}", "x" * (number % 40)) for number in range(200)] + [("z", "y" * 1000)]

    packer = Packer(300)
    made = [pack for pack in (*(packer.add(*row) for row in rows), packer.rest()) if pack]

    assert rows == [row for pack in made for row in pack.items()]
    assert packer.firsts == [next(iter(pack)) for pack in made]
    assert all(len(json.dumps(pack)) < 700 for pack in made[:-1])


def test_steps_lead_back_to_the_numbers():
    """Added up they are what they were made of."""
    numbers = [0, 4, 5, 900]
    steps = deltas(numbers)

    assert numbers == [sum(steps[: place + 1]) for place in range(len(steps))]
