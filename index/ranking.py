"""How hits are ranked: BM25F, with the weights of the table of fields."""

from typing import Any

from whoosh.scoring import BM25F, BM25FScorer

from index.fields import WEIGHTS

__all__ = ["FieldBM25F"]


class FieldBM25F(BM25F):
    """
    BM25 of each field times the field's weight, summed.

    The weight is not Whoosh's ``field_boost``, which multiplies how often a word occurs: that number is
    damped, so that a title would hardly count more than a text.
    """

    def scorer(self, searcher: Any, fieldname: str, text: str, qf: int = 1) -> Any:  # noqa: D102
        weight = WEIGHTS.get(fieldname)
        if weight is None:
            return super().scorer(searcher, fieldname, text, qf=qf)
        return _WeightedScorer(searcher, fieldname, text, self.B, self.K1, weight)


class _WeightedScorer(BM25FScorer):
    def __init__(self, searcher: Any, fieldname: str, text: str, b: float, k1: float, weight: float) -> None:
        # The base asks for the best possible score while it is made.
        self.field_weight = weight
        super().__init__(searcher, fieldname, text, b, k1)

    def _score(self, weight: float, length: int) -> float:
        return self.field_weight * float(super()._score(weight, length))
