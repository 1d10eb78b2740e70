"""Which sets can be measured, and where their data lie beside a checkout."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from corpus.errors import NotFound
from observatory.evaluation.evaluation import Evaluation

__all__ = ["SETS", "Measured", "measure"]

Measure = Callable[[Path, Path | None], Evaluation]
"""From the data's path and the observatory's folder to what was measured."""


@dataclass(frozen=True, slots=True)
class Measured:
    """
    A set that can be measured.

    Attributes:
        by: ``module:function`` of a ``Measure``; loaded only when it is asked for.
        data: Where the data lie from the root of a checkout, when they are not named.
    """

    by: str
    data: str


SETS: Mapping[str, Measured] = {
    "definitions": Measured(
        "observatory.evaluation.definitions:measure", "observatory/evaluation/data/definitions.jsonl"
    ),
    "dates": Measured("observatory.evaluation.dates:measure", "../shared/testdata/dates_htmldate"),
    "extraction": Measured("observatory.evaluation.extraction:measure", "../shared/testdata/dates_htmldate"),
    "language": Measured("observatory.evaluation.language:measure", "../shared/testdata/lang_lingua"),
    "metadata": Measured("observatory.evaluation.metadata:measure", "../shared/testdata/metadata_extruct"),
    "pdf": Measured("observatory.evaluation.pdf:measure", "../shared/testdata/pdf_samples"),
    "proposals": Measured(
        "observatory.evaluation.proposals:measure_proposals", "../shared/testdata/spiders_juriscraper"
    ),
    "duplicates": Measured("observatory.evaluation.duplicates:duplicates", "../shared/testdata"),
    "places": Measured(
        "observatory.evaluation.places:measure", "../shared/testdata/geo_reuters/train.jsonl.gz"
    ),
    "ranking": Measured("observatory.evaluation.ranking:measure", "../shared/testdata/ir_cranfield"),
    "relevance": Measured("observatory.evaluation.relevance:measure", "../shared"),
    "tags": Measured("observatory.evaluation.tags:measure", "../shared/collection"),
    "topics": Measured(
        "observatory.evaluation.topics:measure", "../shared/testdata/topics_sdg/visible.jsonl.gz"
    ),
    "robots_google": Measured(
        "observatory.evaluation.robots:measure", "../shared/testdata/robots_google/cases.jsonl"
    ),
}


def measure(name: str, data: Path | None, folder: Path | None) -> Evaluation:
    """
    Measure one set.

    Args:
        name: Of ``SETS``.
        data: The labelled data; else those beside the checkout.
        folder: The observatory whose sheets are used; else the one that is shipped.

    Raises:
        NotFound: The data are not there.
    """
    chosen = SETS[name]
    where = data or Path(chosen.data)
    if not where.exists():
        raise NotFound(f"no data for {name!r} at {where}; name them with --data")
    module, function = chosen.by.split(":")
    made: Measure = getattr(import_module(module), function)
    return made(where, folder)
