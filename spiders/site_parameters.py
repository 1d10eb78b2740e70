"""What a sheet of kind ``site`` may say: the spider, and that spider's parameters."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Self

from pydantic import Field, ValidationError, model_validator

from corpus.sheets import Sheet, mistakes

__all__ = ["PARAMETERS", "SiteSheet", "TribeParameters"]


class TribeParameters(Sheet):
    """
    How the events of a site with The Events Calendar are asked for.

    Attributes:
        back: Days before today from which events are taken.
        categories: Slugs of categories; all where empty.
        pages: How many pages of events at most.
    """

    back: int = Field(default=365, ge=0, le=3660)
    categories: tuple[str, ...] = ()
    pages: int = Field(default=20, ge=1, le=1000)


PARAMETERS: Mapping[str, type[Sheet]] = MappingProxyType({"tribe": TribeParameters})
"""For each spider in ``spiders.sites.SITES`` what its sheets may give."""


class SiteSheet(Sheet):
    """
    Which spider reads a site, and with which parameters.

    Attributes:
        spider: A name in ``spiders.sites.SITES``.
        parameters: What that spider's table in ``PARAMETERS`` allows.
    """

    spider: str
    parameters: dict[str, Any] = {}

    @model_validator(mode="after")
    def _the_spider_takes_them(self) -> Self:
        model = PARAMETERS.get(self.spider)
        if model is None:
            raise ValueError(f"unknown spider {self.spider!r}; known are {', '.join(sorted(PARAMETERS))}")
        try:
            model.model_validate(self.parameters)
        except ValidationError as error:
            key, problem = next(mistakes(model, error))
            raise ValueError(f"parameters.{key}: {problem}") from error
        return self
