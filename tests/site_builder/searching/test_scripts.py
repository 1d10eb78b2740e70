"""The data of the search as scripts: whole, safe and always the same."""

import json

import pytest

from site_builder.searching.scripts import LAST, SIGNS, Packer, deltas, script, signs


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
    made = [json.loads(pack) for pack in (*(packer.add(*row) for row in rows), packer.rest()) if pack]

    assert rows == [row for pack in made for row in pack.items()]
    assert packer.firsts == [next(iter(pack)) for pack in made]
    assert all(len(json.dumps(pack)) < 700 for pack in made[:-1])


def test_words_that_begin_alike_stay_together():
    """A word is asked with its other forms, so they come in one pack where it does not grow much by them."""
    packer = Packer(100)
    rows = [*((f"{letter}one", "x" * 10) for letter in "abcd"), *((f"train{n}", "x" * 10) for n in range(3))]
    made = [pack for pack in (*(packer.add(*row) for row in rows), packer.rest()) if pack]

    assert [[word for word in json.loads(pack) if word.startswith("train")] for pack in made] == [
        [],
        ["train0", "train1", "train2"],
    ]


def test_numbers_are_read_back_from_their_signs():
    """However large they are, and one after the other."""
    numbers = [0, 1, 63, 64, 90, 91, 1791, 1792, 70_000, 2_000_000, 5]
    read = []
    number, times = 0, 1
    for digit in map(SIGNS.index, signs(numbers)):
        if digit < LAST:
            read.append(number + times * digit)
            number, times = 0, 1
        else:
            number += times * (digit - LAST)
            times *= len(SIGNS) - LAST

    assert numbers == read


def test_steps_lead_back_to_the_numbers():
    """Added up they are what they were made of."""
    numbers = [0, 4, 5, 900]
    steps = deltas(numbers)

    assert numbers == [sum(steps[: place + 1]) for place in range(len(steps))]
