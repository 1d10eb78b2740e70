"""The tables of a sheet for sources that answer by a protocol: OAI-PMH, APIs, calendars, vendor systems."""

from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from corpus.sheets import Sheet
from spiders.adapters import ADAPTERS

__all__ = ["Api", "CalendarSheet", "Oai"]

Datestamp = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$")]


def _an_adapter(name: str) -> str:
    if name not in ADAPTERS:
        raise ValueError(f"unknown adapter {name!r}; known are {', '.join(sorted(ADAPTERS))}")
    return name


def _a_zone(name: str) -> str:
    try:
        return ZoneInfo(name).key if name else ""
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise ValueError(f"{name!r} is not a time zone such as 'Africa/Lagos'") from error


class Oai(Sheet):
    """
    How an OAI-PMH endpoint is asked.

    Attributes:
        metadata_prefix: The form of its records; see ``spiders.crosswalks.FORMS`` for those that are read.
        set: Only this set of the repository.
        since, until: Only records whose datestamp lies between; for repositories too large to be read whole.
        by: Whether its lists hold the records, or only identifiers, each of which is then asked for.
        overlap: Days by which a reading of what changed goes back behind the last healthy one.
        whole_every: After so many days everything is read again, so that what vanished is noticed.
        yearly: For a repository too large for one reading: it is read year by year of its datestamps, so many
            years in one run as ``pages`` allows; the next runs read on.
        pages: After so many pages of a yearly reading no further year is begun.
    """

    metadata_prefix: str = "oai_dc"
    set: str | None = None
    since: Datestamp | None = None
    until: Datestamp | None = None
    by: Literal["records", "identifiers"] = "records"
    overlap: int = Field(default=2, ge=1, le=365)
    whole_every: int = Field(default=30, ge=1)
    yearly: bool = False
    pages: int = Field(default=100, ge=1)


class Api(Sheet):
    """
    What an API is asked for.

    Attributes:
        adapter: Which API it is; a name in ``spiders.adapters.ADAPTERS``.
        query: In the API's own language.
        filter: Further conditions, in the API's own form.
        limit: After so many works no further page is asked for.
    """

    adapter: Annotated[str, AfterValidator(_an_adapter)]
    query: str = ""
    filter: str = ""
    limit: int = Field(default=1000, ge=1)


class CalendarSheet(Sheet):
    """
    Which occurrences of a calendar's series are items.

    Attributes:
        back, ahead: Days before and after today between which occurrences of series are taken; single events
            are taken all.
        occurrences: So many of one series at most, those nearest to today.
        zone: In which the calendar's UTC times are meant, such as ``Africa/Lagos``; its own word where empty.
    """

    back: int = Field(default=365, ge=0, le=3660)
    ahead: int = Field(default=400, ge=0, le=800)
    occurrences: int = Field(default=60, ge=1, le=1000)
    zone: Annotated[str, AfterValidator(_a_zone)] = ""
