"""How each API is asked and read; an API is added by a module here and a row in ``ADAPTERS``."""

from collections.abc import Mapping
from types import MappingProxyType

from spiders.adapters.adapter import Adapter, Ask, Fields
from spiders.adapters.crossref import CROSSREF
from spiders.adapters.doaj import DOAJ
from spiders.adapters.eric import ERIC
from spiders.adapters.hal import HAL
from spiders.adapters.openalex import OPENALEX
from spiders.adapters.zenodo import ZENODO

__all__ = ["ADAPTERS", "Adapter", "Ask", "Fields"]

ADAPTERS: Mapping[str, Adapter] = MappingProxyType(
    {
        "crossref": CROSSREF,
        "doaj": DOAJ,
        "eric": ERIC,
        "hal": HAL,
        "openalex": OPENALEX,
        "zenodo": ZENODO,
    }
)
"""The APIs that are read, by the name that a sheet gives as ``adapter``."""
