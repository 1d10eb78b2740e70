"""What every spider of a source has: its sheet, and a way to make items that are worth keeping."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.http import Response

from corpus.answers import LastReading
from corpus.dates import Method, PartialDate, partial_date
from corpus.urls import is_web, steady_key
from corpus.values import Dropped, Item
from spiders.cleaning import plain, read_date
from spiders.date_words import SPECIAL_FORMS
from spiders.failures import Broken
from spiders.links import NOT_WEB
from spiders.lookups import looked_up
from spiders.masking import without_user
from spiders.sheet import Source
from spiders.workers import Workers

__all__ = ["Found", "SourceSpider"]

Found = Item | Dropped | Request
"""What reading an answer gives: items, candidates that are none, further pages."""


class SourceSpider(Spider):
    """
    The base of the spiders: reads the answers of one source.

    A spider only reads: it stores nothing, checks no promise and has no second way to the network.
    What must be there and is not, is ``self.broken("…")``.

    Attributes:
        version: Changes when the code reads the same answer differently; its items then count as
            changed by the parser, not by the source.
        lists_all: Whether what was read is all that the source has, so that what is missing has left it;
            a spider that leaves something unread sets it to false.
        method: How its dates were found.
        partial: Whether it asked only for what changed, so that few items or none break no promise.
        notes: Remarks for the ledger.
        cut_off: Whether an answer broke off; what was read is then kept but not published.
        contact: Who reads, for servers that want to be told in the address.
        recall: Gives what the ledger knows of earlier readings; the harvest puts it in.
        workers: Take answers apart in processes of their own; the harvest puts them in. None for none.
        reads_itself: Bytes of an answer that is so small that no worker is asked.
    """

    name = "source"
    version: ClassVar[int] = 1
    lists_all: bool = True
    partial: bool = False
    contact: str = ""
    workers: Workers | None = None
    reads_itself: int = 0
    method: ClassVar[Method] = "listing"

    def __init__(self, source: Source, *, today: date, **kwargs: Any) -> None:
        super().__init__(name=source.id, **kwargs)
        self.source = source
        self.today = today
        self.notes: list[str] = []
        self.cut_off = False
        self.recall: Callable[[], Mapping[str, LastReading]] = dict

    @cached_property
    def last_readings(self) -> Mapping[str, LastReading]:
        """For each address that this sheet and code read in a healthy run, when that was."""
        return self.recall()

    @cached_property
    def reader(self) -> str:
        """Which sheet and code read: as long as it is the same, the same answer gives the same items."""
        sheet = hashlib.sha256(self.source.model_dump_json().encode()).hexdigest()[:12]
        return f"{self.source.kind}-{self.version}-{sheet}"

    def first_requests(self) -> Iterator[Request]:
        """Where reading begins."""
        assert self.source.url is not None  # every source but a collection has one
        yield Request(self.source.url, callback=self.parse)

    async def prepare(self, response: Response) -> None:
        """
        Do what takes long with an answer before it is read, without keeping other sources waiting.

        Raises:
            Broken: It cannot be read.
        """

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Found]:
        """Read one answer."""
        raise NotImplementedError

    def broken(self, reason: str) -> Broken:
        """The error to raise when an answer is not what the sheet says."""
        return Broken(reason)

    def note(self, remark: str) -> None:
        """Tell the ledger something that is no failure."""
        if remark not in self.notes:
            self.notes.append(remark)

    def item(self, *, key: str, title: str, url: str = "", date: str = "", **more: Any) -> Item | Dropped:
        """
        An item with the sheet's values where the answer has none, or why it is none.

        Args:
            key: Finds it again in this source; an address is brought into one form.
            date: As written; a date that cannot be is left out, and said so.
            more: Further fields of ``Item``; empty ones are left out.
        """
        title, method, url = plain(title), type(self).method, without_user(url)
        key = steady_key(key)
        if url and not is_web(url):
            return Dropped(NOT_WEB, url[:200], key, title)
        if not title:
            return Dropped("no title", url, key)
        if "\ufffd" in title:  # a wrong character set was declared; what is known of it stays
            return Dropped("its title holds characters that cannot be read", url, key, title)
        if files := more.get("files"):
            more["files"] = tuple(without_user(file) for file in files if is_web(file))
        fields = {name: value for name, value in more.items() if value}
        date, fields = looked_up(self.source.lookups, date, fields)
        found = self._dates(date, fields, f"{title[:60]!r}")
        fields |= found
        methods = dict.fromkeys(["title", *(["url"] if url else []), *fields], str(method))
        for name, value in self._from_sheet(fields).items():
            fields[name], methods[name] = value, "sheet"
        fields.setdefault("kind", self.source.item_kind)
        methods.setdefault("kind", "sheet")
        return Item(key=key, title=title, url=url or None, methods=methods, **fields)

    def _dates(self, written: str, fields: dict[str, Any], what: str) -> dict[str, PartialDate]:
        dates: dict[str, PartialDate] = {}
        texts = {"date": written} | {name: fields.pop(name, "") for name in ("end_date", "updated")}
        ahead = fields.get("kind", self.source.item_kind) == "event"
        for name, text in texts.items():
            if text:
                try:
                    dates[name] = self._read_date(text, ahead=ahead)
                except ValueError as problem:
                    self.note(f"date left out at {what}: {problem}")
        return dates

    def _read_date(self, text: str, *, ahead: bool) -> PartialDate:
        forms = self.date_forms
        try:
            return read_date(text, self.method, today=self.today, forms=forms, ahead=ahead)
        except ValueError:
            for form in forms:
                special = SPECIAL_FORMS.get(form)
                if special and (found := special(text, self.source.languages, self.today)):
                    return partial_date(found, self.method, today=self.today, ahead=ahead)
            raise

    @property
    def date_forms(self) -> tuple[str, ...]:
        """The forms of dates that the sheet gives: strptime's, or names in ``SPECIAL_FORMS``."""
        return ()

    def _from_sheet(self, fields: dict[str, Any]) -> dict[str, Any]:
        source = self.source
        given = {
            "publisher": source.publisher,
            "publisher_country": source.country if "publisher" not in fields else None,
            "language": source.languages[0] if len(source.languages) == 1 else None,
        }
        return {name: value for name, value in given.items() if value and not fields.get(name)}
