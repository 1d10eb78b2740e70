"""The settings of an observatory: its file ``observatory.toml``."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from corpus.sheets import Sheet
from corpus.urls import is_web
from spiders.addresses import allowed

__all__ = ["HarvestSettings", "Settings", "Shipped", "SiteSettings", "Store"]


def _web_or_empty(url: str) -> str:
    if url and not is_web(url):
        raise ValueError(f"{url!r} is not an http(s) address")
    return url


def _host_or_network(entry: str) -> str:
    allowed([entry])
    return entry


class Store(Sheet):
    """
    Where harvested data lie.

    Attributes:
        folder: Beside ``observatory.toml`` unless absolute.
        database: An SQLAlchemy URL in place of the SQLite file in that folder.
        bodies: A folder or fsspec URL in place of ``bodies`` in that folder.
        snapshots: How many states of the site stay citable; 0 for all.
        searchable: How many states before the present one can be searched in the browser too.
    """

    folder: str = "var"
    database: str = ""
    bodies: str = ""
    snapshots: int = Field(default=1000, ge=0)
    searchable: int = Field(default=12, ge=0)


class HarvestSettings(Sheet):
    """
    How servers are asked.

    Attributes:
        delay: Seconds between two requests to one host.
        timeout: Seconds that one answer may take.
        max_megabytes: The greatest answer that is read.
        budget_minutes: How long a whole harvest may take.
        sources_at_once: How many sources are read side by side.
        pages_per_run: How many pages behind items are read in one harvest, after the lists.
        obey_robots: Whether robots.txt is obeyed; off only for servers of one's own.
        allow_private: Hosts, addresses and networks that may be asked though they are not public.
        check_certificates: Whether a server must prove that it is who it says.
    """

    delay: float = Field(default=1.0, ge=0, le=3600)
    timeout: float = Field(default=30.0, gt=0, le=600)
    max_megabytes: int = Field(default=20, ge=1, le=2000)
    budget_minutes: float = Field(default=10.0, gt=0)
    sources_at_once: int = Field(default=16, ge=1, le=256)
    obey_robots: bool = True
    check_certificates: bool = True
    pages_per_run: int = Field(default=200, ge=0, le=100_000)
    allow_private: tuple[Annotated[str, AfterValidator(_host_or_network)], ...] = ()


class Shipped(Sheet):
    """
    What is taken from the observatory that comes with the software.

    Attributes:
        sources: Its source sheets and collections.
        concepts: Its concept sheets.
    """

    sources: bool = True
    concepts: bool = True


class SiteSettings(Sheet):
    """
    What the site carries for taking along; each of these costs files or bytes.

    Attributes:
        references_from: A value with at least so many works has its references in a file; 0 for none.
        pair_feeds_from: A pair of values with at least so many works has feeds; 0 for none.
        citation_styles: Whether works are cited in all styles.
        offline: Whether there is a copy of the site in one file, and what changed since in another.
    """

    references_from: int = Field(default=10, ge=0)
    pair_feeds_from: int = Field(default=1, ge=0)
    citation_styles: bool = True
    offline: bool = True


class Settings(Sheet):
    """
    An observatory.

    Attributes:
        title: Its name.
        subject: What it is about, as it stands in headings.
        tagline: One sentence below the name.
        base_url: Where the site will lie; may be empty.
        languages: In which concepts' labels are looked for.
        interface: In which languages the pages speak; the first is that of the whole site.
        licence: Of what is published here (dataset, notes), an SPDX identifier.
        contact: An address (web or mail) that servers find in our user agent.
    """

    title: str = Field(min_length=1)
    subject: str = Field(min_length=1)
    tagline: str = ""
    base_url: Annotated[str, AfterValidator(_web_or_empty)] = ""
    languages: tuple[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], ...] = ("en",)
    interface: tuple[Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")], ...] = Field(
        default=("en",), min_length=1
    )
    licence: str = ""
    contact: str = ""
    store: Store = Store()
    harvest: HarvestSettings = HarvestSettings()
    shipped: Shipped = Shipped()
    site: SiteSettings = SiteSettings()

    @model_validator(mode="after")
    def _contact_can_be_reached(self) -> Self:
        if self.contact and "@" not in self.contact and not is_web(self.contact):
            raise ValueError("'contact' is a mail address or an http(s) address")
        return self
