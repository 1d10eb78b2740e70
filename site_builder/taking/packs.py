"""References for the browser: the same texts as in the files, in packs, so that any search can be taken along."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from site_builder.searching.scripts import script
from site_builder.taking.citations import StyleForm
from site_builder.taking.writing import FORMATS, Form

__all__ = ["FOLDER", "IDS", "PACK", "Arrival", "pack_files", "taken_script"]

FOLDER = "take"
"""Where they lie, within the site."""

PACK = 128
"""Works whose references lie together."""

IDS = 512
"""Works whose ids lie together."""

Arrival = tuple[str, str, int]
"""When a work was first seen (ISO 8601), its id and the number of its card."""


def taken_script(name: str, data: object) -> tuple[str, bytes]:
    r"""
    Data for ``search-take.js``: path within the site, and bytes.

    >>> taken_script("a", [1])
    ('take/a.js', b'takeData("a",[1]);\n')
    """
    return f"{FOLDER}/{name}.js", b"takeData(" + script(name, data).removeprefix(b"searchData(")


def pack_files(
    arrivals: Sequence[Arrival],
    read: Callable[[Sequence[int]], Sequence[Mapping[str, str]]],
    styles: Sequence[StyleForm] = (),
) -> Iterator[tuple[str, bytes]]:
    """
    Each work's references by the month in which it was first seen and its place in that month.

    New works come last, so that they change the last pack alone, and what vanishes changes its month alone.

    Args:
        read: Gives for the numbers of some cards each work's text in each format and style, by suffix.
        styles: In which works are cited; the browser brings these into the order of the alphabet.
    """
    forms: tuple[Form | StyleForm, ...] = (*FORMATS, *styles)
    months: list[tuple[str, int]] = []
    for month, these in groupby(sorted(arrivals), key=lambda arrival: arrival[0][:7]):
        works = list(these)
        months.append((month, len(works)))
        for number, part in enumerate(_parts(works, IDS)):
            yield taken_script(f"ids-{month}-{number}", [work for _, work, _ in part])
        for number, part in enumerate(_parts(works, PACK)):
            texts = read([*map(itemgetter(2), part)])
            for form in forms:
                yield taken_script(f"{form.suffix}-{month}-{number}", [text[form.suffix] for text in texts])
    yield taken_script("base", {
        "months": months, "pack": PACK, "ids": IDS,
        "forms": {form.suffix: [form.media_type, *form.frame] for form in forms},
        "sorted": [form.suffix for form in styles],
    })  # fmt: skip


def _parts(works: Sequence[Arrival], size: int) -> Iterator[Sequence[Arrival]]:
    return (works[start : start + size] for start in range(0, len(works), size))
