"""Spiders for publishing systems that no sheet can describe; a system is added by a module and a row here.

A site on such a system is then a sheet that gives parameters, so that the next one needs no code.
"""

from collections.abc import Mapping
from types import MappingProxyType

from spiders.sites.tribe import TribeSpider
from spiders.spider import SourceSpider

__all__ = ["SITES"]

SITES: Mapping[str, type[SourceSpider]] = MappingProxyType({"tribe": TribeSpider})
"""The spiders, by the name that a sheet gives as ``spider``."""
