"""References for the browser: every work once, and new works in the last pack."""

import json

from site_builder.taking.citations import STYLE_FORMS
from site_builder.taking.packs import IDS, PACK, pack_files
from site_builder.taking.writing import FORMATS


def packs(arrivals, styles=()):
    """What the files hold, by name."""
    forms = (*FORMATS, *styles)
    made = pack_files(
        arrivals,
        lambda numbers: [{form.suffix: f"{form.suffix} {n}" for form in forms} for n in numbers],
        styles,
    )
    found = {}
    for path, data in made:
        name, _, text = data.decode().removeprefix("takeData(").removesuffix(");\n").partition(",")
        assert f"take/{json.loads(name)}.js" == path
        found[json.loads(name)] = json.loads(text)
    return found


def arrivals(count, moment="2026-05-04T12:00:00+00:00", first=0):
    return [(moment, f"w{n:05}", n) for n in range(first, first + count)]


def test_a_work_is_found_by_its_month_and_its_place():
    """As the script of the search looks for it."""
    found = packs([*arrivals(600), *arrivals(3, "2026-06-01T00:00:00+00:00", 600)])

    assert [["2026-05", 600], ["2026-06", 3]] == found["base"]["months"]
    assert "w00513" == found["ids-2026-05-1"][513 - IDS]
    assert "bib 513" == found["bib-2026-05-4"][513 - 4 * PACK]
    assert ["ris 600", "ris 601", "ris 602"] == found["ris-2026-06-0"]


def test_new_works_change_the_last_packs_alone():
    """Whatever their ids, so that a copy of the site takes few bytes to be brought up to date."""
    late = [("2026-05-09T00:00:00+00:00", f"a{n}", 600 + n) for n in range(25)]
    before, after = packs(arrivals(600)), packs([*arrivals(600), *late])

    changed = {name for name in after if before.get(name) != after[name]}
    assert {"base", "ids-2026-05-1", *(f"{form.suffix}-2026-05-4" for form in FORMATS)} == changed


def test_the_frames_of_the_formats_are_those_of_the_files():
    """The browser puts them around the same texts."""
    forms = packs(arrivals(1))["base"]["forms"]

    assert {form.suffix: [form.media_type, *form.frame] for form in FORMATS} == forms


def test_citations_are_packed_style_by_style():
    """Only where works are cited in styles, and the browser is told which lists it has to sort."""
    found = packs(arrivals(2), STYLE_FORMS)

    assert ["mla.txt 0", "mla.txt 1"] == found["mla.txt-2026-05-0"]
    assert [form.suffix for form in STYLE_FORMS] == found["base"]["sorted"]
    assert set(found["base"]["sorted"]) <= found["base"]["forms"].keys()
    assert [] == packs(arrivals(2))["base"]["sorted"]
