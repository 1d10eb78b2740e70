"""What people decided on definitions is replayed, as long as they would see the same."""

import pytest

from corpus.errors import SheetError
from index.definitions.judging import Line, judged, read_lines, seen
from index.definitions.units import load_units
from index.definitions.values import Defined, Trait

UNITS = load_units()
FOUND = Defined(
    "d",
    "w",
    "found",
    "hive",
    by="Nobody",
    traits=(Trait("assessed", "tested", 3, 9),),
    passage="A hive is tested.",
)


def line(verdict, hash_=None, **fields):
    return Line(definition="d", seen=hash_ or seen(FOUND), verdict=verdict, **fields)


def test_a_correction_says_only_what_was_wrong():
    """What the line does not name stays; traits keep their words; a volume is read anew."""
    (one,) = judged([FOUND], [line("correct", by="Bee Board", volume="5 credits")], UNITS).definitions

    assert ("person", "Bee Board", "person", 50) == (
        one.origin,
        one.by,
        one.by_from,
        one.amounts[0].hours_low,
    )
    assert FOUND.traits == one.traits


def test_a_definition_can_be_removed_or_confirmed():
    """Confirming changes its origin alone."""
    assert () == judged([FOUND], [line("remove")], UNITS).definitions
    assert "person" == judged([FOUND], [line("confirm")], UNITS).definitions[0].origin


def test_a_line_on_another_text_is_asked_again():
    """The definition stays as it was found; a line on one that is gone is told too."""
    result = judged([FOUND], [line("remove", "0" * 12)], UNITS)

    assert (FOUND,) == result.definitions
    assert ("d: what it says has changed since the line was written",) == result.asked
    assert ("d: there is no such definition any more",) == judged([], [line("confirm")], UNITS).asked


def test_lines_are_read_from_a_file_and_a_wrong_one_is_named(tmp_path):
    """No file is no line."""
    path = tmp_path / "definitions.jsonl"
    assert () == read_lines(path)

    path.write_text(
        '# on hives\n{"definition": "d", "seen": "0123456789ab", "verdict": "confirm"}\n{"definition": "d"}\n'
    )

    with pytest.raises(SheetError, match="line 3: seen"):
        read_lines(path)
