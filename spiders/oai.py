"""OAI-PMH: repositories that give their records to harvesters, all of them or only what changed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from scrapy import Request
from scrapy.http import Response

from corpus.dates import Method
from corpus.values import WITHDRAWN, Dropped
from spiders.crosswalks import FORMS, form_of, read_metadata
from spiders.kind_sheets import Oai
from spiders.oai_answers import Entry, Page, read_page
from spiders.spider import Found, SourceSpider

__all__ = ["OaiSpider"]

RESTARTS = 2
"""How often a list whose resumption token expired is begun again in one run."""

_REMEDIES = {
    "cannotDisseminateFormat": "look at 'metadata_prefix' in its sheet",
    "badArgument": "look at 'metadata_prefix', 'set', 'since' and 'until' in its sheet",
    "noSetHierarchy": "it has no sets; take 'set' out of its sheet",
}


class OaiSpider(SourceSpider):
    """
    Reads a repository.

    The first reading asks for everything; later ones only for what has changed since the last healthy one,
    and go back a little behind it, since clocks differ and records appear late. From time to time everything
    is read again, so that records that vanished without a word are noticed.
    """

    version: ClassVar[int] = 1
    method: ClassVar[Method] = "meta"

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._between = (self.sheet.since or "", self.sheet.until or "")
        self._years: list[tuple[str, str]] = []
        self._left = self.sheet.pages
        self._listed = 0
        self._restarts = 0
        self._tokens: set[str] = set()
        self._given: set[str] = set()

    @property
    def sheet(self) -> Oai:
        """How it is asked."""
        return self.source.oai or Oai()

    def first_requests(self) -> Iterator[Request]:
        """Everything, or who it is before asking only for what changed."""
        whole, sheet = self._list(), self.sheet
        complete = self.last_readings.get(whole.url)
        if not sheet.yearly and (sheet.until or complete is None or self._is_old(complete.read)):
            yield whole
        else:
            self.lists_all, self.partial = False, True
            yield Request(self._address(verb="Identify"), callback=self.parse_identity)

    def parse_identity(self, response: Response) -> Iterator[Found]:
        """Where its datestamps begin, and how fine they are, decides how we ask for what changed."""
        page = self._page(response)
        if self.sheet.yearly:
            first = int((self.sheet.since or page.earliest or str(self.today.year))[:4])
            years = [(f"{y}-01-01", f"{y}-12-31") for y in range(first, self.today.year)]
            years.append((f"{max(first, self.today.year)}-01-01", ""))
            self._years = [year for year in years if self._list_address(year) not in self.last_readings]
            if self._years:
                yield self._next_year()
                return
        begin = self._last_reading() - timedelta(days=self.sheet.overlap)
        fine = page.granularity.endswith("Z")
        since = begin.strftime("%Y-%m-%dT%H:%M:%SZ" if fine else "%Y-%m-%d")
        self._between = (max(since, self.sheet.since or ""), "")
        yield self._list()

    def _last_reading(self) -> datetime:
        """When everything up to that moment was asked for."""
        return max(last.read for url, last in self.last_readings.items() if "until=" not in url)

    def _next_year(self) -> Request:
        self._between, self._listed = self._years.pop(0), 0
        self._tokens.clear()
        return self._list()

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Found]:
        """Read one page of the list, and ask for the next."""
        page = self._page(response)
        if page.error == "badResumptionToken" and self._tokens:
            yield self._restart()
            return
        if page.error == "noRecordsMatch":
            if not self.partial:
                self.note("its endpoint says that no record matches")
        elif page.error:
            raise self._refused(page)
        self._left -= 1
        self._listed += len(page.entries)
        for entry in page.entries:
            if entry.identifier not in self._given:
                self._given.add(entry.identifier)
                yield self._found(entry)
        yield from self._further(page)

    def _further(self, page: Page) -> Iterator[Request]:
        """The next page of the list, or the next year."""
        if page.token:
            if page.token in self._tokens:
                raise self.broken("its resumption tokens lead in a circle")
            self._tokens.add(page.token)
            yield self._list(page.token)
            return
        if page.size is not None and page.size > self._listed:
            self.lists_all = False
            self.note(f"its endpoint speaks of {page.size} records and gave {self._listed}")
        if self._years and self._left > 0:
            yield self._next_year()
        elif self._years:
            self.note(f"{len(self._years)} years are left for the next runs")

    def parse_record(self, response: Response, identifier: str) -> Iterator[Found]:
        """Read the record of one identifier."""
        page = self._page(response)
        if page.error == "idDoesNotExist":
            yield Dropped("its endpoint does not know a record that it lists", page.said, identifier)
            return
        if page.error or not page.entries:
            raise self._refused(page)
        yield self._found(page.entries[0], asked=True)

    def _found(self, entry: Entry, *, asked: bool = False) -> Found:
        if entry.deleted:
            return Dropped(WITHDRAWN, "deleted, says its repository", entry.identifier)
        if self.sheet.by == "identifiers" and not asked:
            prefix = self.sheet.metadata_prefix
            url = self._address(verb="GetRecord", metadataPrefix=prefix, identifier=entry.identifier)
            return Request(url, self.parse_record, cb_kwargs={"identifier": entry.identifier})
        if entry.metadata is None:
            return Dropped("a record without metadata", "", entry.identifier)
        form = form_of(entry.metadata)
        if form is None:
            known = ", ".join(sorted(FORMS))
            raise self.broken(
                f"its records are in a form that is not read ({entry.metadata.tag}); read are {known}"
            )
        return self.item(key=entry.identifier, **read_metadata(entry.metadata, form))

    def _page(self, response: Response) -> Page:
        try:
            page = read_page(response.body)
        except ValueError as error:
            raise self.broken(f"not an answer of OAI-PMH: {error}") from error
        if not page.sound:
            self.note("is not well-formed XML; read all the same")
        return page

    def _restart(self) -> Request:
        self._restarts += 1
        if self._restarts > RESTARTS:
            raise self.broken(f"its resumption token expired {self._restarts} times before the list was read")
        self.note("its resumption token expired; the list was begun again")
        self._tokens.clear()
        self._listed = 0
        return self._list()

    def _refused(self, page: Page) -> Exception:
        remedy = _REMEDIES.get(page.error, "")
        words = f"its endpoint refuses: {page.error or 'an answer without a record'}"
        return self.broken(
            "; ".join(part for part in (f"{words} ({page.said})" if page.said else words, remedy) if part)
        )

    def _list(self, token: str = "") -> Request:
        verb = "ListRecords" if self.sheet.by == "records" else "ListIdentifiers"
        url = self._address(verb=verb, resumptionToken=token) if token else self._list_address(self._between)
        # We watch for circles ourselves, since a list that is begun again asks for the same addresses.
        return Request(url, self.parse, dont_filter=True)

    def _list_address(self, between: tuple[str, str]) -> str:
        sheet = self.sheet
        verb = "ListRecords" if sheet.by == "records" else "ListIdentifiers"
        return self._address(
            verb=verb, metadataPrefix=sheet.metadata_prefix, set=sheet.set or "", until=between[1],
            **{"from": between[0]},
        )  # fmt: skip

    def _address(self, **arguments: str) -> str:
        base = self.source.url or ""
        query = urlencode(sorted((name, value) for name, value in arguments.items() if value))
        return f"{base}{'&' if '?' in base else '?'}{query}"

    def _is_old(self, complete: datetime) -> bool:
        return self.today - complete.date() >= timedelta(days=self.sheet.whole_every)
