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
        self._since = ""
        self._restarts = 0
        self._tokens: set[str] = set()
        self._given: set[str] = set()

    @property
    def sheet(self) -> Oai:
        """How it is asked."""
        return self.source.oai or Oai()

    def first_requests(self) -> Iterator[Request]:
        """Everything, or who it is before asking only for what changed."""
        whole = self._list()
        complete = self.past.get(whole.url)
        if self.sheet.until or complete is None or self._is_old(complete.read):
            yield whole
        else:
            self.lists_all, self.partial = False, True
            last = max(past.read for past in self.past.values())
            yield Request(
                self._address(verb="Identify"), callback=self.parse_identity, cb_kwargs={"last": last}
            )

    def parse_identity(self, response: Response, last: datetime) -> Iterator[Found]:
        """How fine its datestamps are decides how we ask for what changed."""
        page = self._page(response)
        begin = last - timedelta(days=self.sheet.overlap)
        fine = page.granularity.endswith("Z")
        since = begin.strftime("%Y-%m-%dT%H:%M:%SZ" if fine else "%Y-%m-%d")
        self._since = max(since, self.sheet.since or "")
        yield self._list()

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
        for entry in page.entries:
            if entry.identifier not in self._given:
                self._given.add(entry.identifier)
                yield self._found(entry)
        if page.token:
            if page.token in self._tokens:
                raise self.broken("its resumption tokens lead in a circle")
            self._tokens.add(page.token)
            yield self._list(page.token)
        elif page.size is not None and page.size > len(self._given):
            self.lists_all = False
            self.note(f"its endpoint speaks of {page.size} records and gave {len(self._given)}")

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
        return self._list()

    def _refused(self, page: Page) -> Exception:
        remedy = _REMEDIES.get(page.error, "")
        words = f"its endpoint refuses: {page.error or 'an answer without a record'}"
        return self.broken(
            "; ".join(part for part in (f"{words} ({page.said})" if page.said else words, remedy) if part)
        )

    def _list(self, token: str = "") -> Request:
        verb = "ListRecords" if self.sheet.by == "records" else "ListIdentifiers"
        if token:
            url = self._address(verb=verb, resumptionToken=token)
        else:
            sheet = self.sheet
            url = self._address(
                verb=verb, metadataPrefix=sheet.metadata_prefix, set=sheet.set or "",
                until=sheet.until or "", **{"from": self._since or sheet.since or ""},
            )  # fmt: skip
        # We watch for circles ourselves, since a list that is begun again asks for the same addresses.
        return Request(url, self.parse, dont_filter=True)

    def _address(self, **arguments: str) -> str:
        base = self.source.url or ""
        query = urlencode(sorted((name, value) for name, value in arguments.items() if value))
        return f"{base}{'&' if '?' in base else '?'}{query}"

    def _is_old(self, complete: datetime) -> bool:
        return self.today - complete.date() >= timedelta(days=self.sheet.whole_every)
