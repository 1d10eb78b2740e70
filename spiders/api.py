"""APIs of catalogues: asked with the sheet's query, read by an adapter, page after page."""

import json
from collections.abc import Iterator
from typing import Any, ClassVar

import jmespath
from scrapy import Request
from scrapy.http import Response

from corpus.dates import Method
from corpus.identifiers import doi_of
from corpus.values import Dropped
from spiders.adapters import ADAPTERS, Adapter, Ask
from spiders.cleaning import plain
from spiders.failures import words_of
from spiders.kind_sheets import Api
from spiders.links import follow
from spiders.spider import Found, SourceSpider

__all__ = ["ApiSpider"]


class ApiSpider(SourceSpider):
    """Reads the works that an API finds for a query, at most as many as the sheet allows."""

    version: ClassVar[int] = 1
    method: ClassVar[Method] = "meta"

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._keys: set[str] = set()
        self._came = 0

    @property
    def sheet(self) -> Api:
        """What is asked for."""
        assert self.source.api is not None  # the sheet's word
        return self.source.api

    @property
    def adapter(self) -> Adapter:
        """How the API is asked and read."""
        return ADAPTERS[self.sheet.adapter]

    def first_requests(self) -> Iterator[Request]:
        """The first page of works."""
        mailto = self.contact if "@" in self.contact else ""
        ask = Ask(self.source.url or "", self.sheet.query, self.sheet.filter, mailto)
        yield Request(self.adapter.first(ask), self.parse, dont_filter=True)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Found]:
        """Read one page of works, and ask for the next."""
        answer, rows = self._rows(response)
        fresh = 0
        for number, row in enumerate(rows, 1):
            found = self._work(row, f"work {self._came + number}")
            if isinstance(found, Dropped) or found.key not in self._keys:
                fresh += 1
                self._keys.add(found.key)
                yield found
        self._came += len(rows)
        asked = response.request.url if response.request else response.url
        following = self.adapter.following(asked, answer, self._came)
        # Cursors may stay the same from page to page, so that only what comes tells the end.
        if following and fresh and self._came < self.sheet.limit:
            yield follow(response, following, self.parse, dont_filter=True)
        else:
            self._judge_end(answer)

    def _rows(self, response: Response) -> tuple[Any, list[Any]]:
        try:
            answer = json.loads(response.body)
        except (ValueError, RecursionError) as error:
            raise self.broken(f"JSON that cannot be read: {error}") from error
        for path in self.adapter.rows:
            rows = jmespath.search(path, answer)
            if isinstance(rows, list):
                return answer, rows
        said = words_of(response.body)
        raise self.broken(f"JSON without works{f'; it says: {said}' if said else ''}")

    def _work(self, row: object, where: str) -> Any:
        if not isinstance(row, dict):
            return Dropped("not a work", where)
        found = {name: jmespath.search(path, row) for name, path in self.adapter.fields.items()}
        fields = self.adapter.finish(found)
        if not fields["key"]:
            return Dropped("no identifier, so it could not be found again", where, "", plain(fields["title"]))
        if fields.pop("retracted", False):
            fields["note"] = f"Retracted, according to {self.source.publisher}."
        fields["doi"] = doi_of(fields.get("doi", "")) or ""
        fields["abstract"] = plain(fields["abstract"])
        return self.item(**fields)

    def _judge_end(self, answer: object) -> None:
        total = jmespath.search(self.adapter.total, answer)
        if isinstance(total, int) and total > self._came:
            self.lists_all = False
            self.note(f"the query finds {total} works, of which {self._came} were read")
