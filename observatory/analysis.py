"""The observatory for analysts: its tables as pandas frames, and the questions that are asked of them most."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from corpus.errors import NotFound
from observatory.catalogue import catalogue
from observatory.home import Home
from site_builder.evidence import sentence_at
from site_builder.tables import TABLES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Observatory"]

_IN_WORKS = {
    "kind": "kind",
    "language": "language",
    "state": "state",
    "publisher_country": "publisher_country",
}


class Observatory:
    """
    One state of an observatory, read from its dataset.

    Attributes:
        title, snapshot: Its name, and the id of the state.
        as_of: The time of the last harvest, ISO 8601.
        licence: Of the dataset; empty when none is named.
    """

    def __init__(self, where: str, described: Mapping[str, Any], home: Home | None = None) -> None:
        self._where = where
        self._home = home
        self._read: dict[str, pd.DataFrame] = {}
        self.title = str(described.get("title", ""))
        self.snapshot = str(described.get("version", ""))
        self.as_of = str(described.get("created", ""))
        licences = described.get("licenses") or [{}]
        self.licence = str(licences[0].get("name", ""))

    def __repr__(self) -> str:
        return f"<Observatory {self.title!r}, snapshot {self.snapshot}, as of {self.as_of[:10]}>"

    def table(self, name: str) -> "pd.DataFrame":
        """
        One table, with the types and columns that ``data_dictionary.csv`` describes.

        Args:
            name: Of the table, such as "works".

        Returns:
            A frame of its own for each call, so that changing it changes nothing here.

        Raises:
            NotFound: There is no such table; the message names those that there are.
        """
        if name not in TABLES:
            raise NotFound(f"no table {name!r}; there are {', '.join(TABLES)}")
        if name not in self._read:
            import pandas as pd  # noqa: PLC0415 - half a second that the commands need not spend

            try:
                self._read[name] = pd.read_parquet(f"{self._where}/{name}.parquet")
            except OSError as error:
                raise NotFound(f"{self._where}: no table {name!r} there ({error})") from error
        return self._read[name].copy()

    def works(self) -> "pd.DataFrame":
        """One row a work, by id: title, kind, url, dates with precision, concepts joined by "; "."""
        return self.table("works")

    def records(self) -> "pd.DataFrame":
        """One row a record: a work as one source describes it."""
        return self.table("records")

    def people(self) -> "pd.DataFrame":
        """One row an author of a work: work, position from 1, name."""
        return self.table("people")

    def organisations(self) -> "pd.DataFrame":
        """One row a publisher of a work: work, position from 1, name."""
        return self.table("organisations")

    def events(self) -> "pd.DataFrame":
        """One row a work that is an event: start and end with their precision, place, organiser."""
        return self.table("events")

    def tags(self) -> "pd.DataFrame":
        """One row a place: work, scheme, concept, and the words from ``start`` to ``end`` of ``field``."""
        return self.table("tags")

    def definitions(self) -> "pd.DataFrame":
        """One row a definition: who defines what, when, with which traits, how much; given or found."""
        return self.table("definitions")

    def sources(self) -> "pd.DataFrame":
        """One row a source: its sheet, its promise and its health."""
        return self.table("sources")

    def runs(self) -> "pd.DataFrame":
        """One row a reading of a source: counts of items, seconds, bytes, outcome and reason."""
        return self.table("runs")

    def sightings(self) -> "pd.DataFrame":
        """One row an answer: address, time, HTTP status, hash and bytes of the body."""
        return self.table("sightings")

    def dropped(self) -> "pd.DataFrame":
        """One row a candidate that was not kept, and why."""
        return self.table("dropped")

    def changes(self, since: str = "") -> "pd.DataFrame":
        """
        One row a change of a work, the newest first, with its cause.

        Args:
            since: An ISO 8601 date or time; all changes when empty.
        """
        frame = self.table("changes")
        return frame[frame["at"] >= since].reset_index(drop=True) if since else frame

    def values(self, facet: str) -> "pd.DataFrame":
        """
        Which works have which values of a facet.

        Args:
            facet: A scheme of concepts (region, theme, driver …), or kind, language, year, publisher,
                state or publisher_country.

        Returns:
            The columns ``work`` and ``value``, without repetitions, by work and value.

        Raises:
            NotFound: There is no such facet; the message names those that there are.
        """
        works, tags = self.table("works"), self.table("tags")
        schemes = sorted(tags.scheme.cat.categories)
        # The kind of a work is a column; a scheme of the same name only says how to recognise one.
        if facet in _IN_WORKS:
            pairs = works[["id", _IN_WORKS[facet]]]
        elif facet in schemes:
            pairs = tags.loc[tags.scheme == facet, ["work", "concept"]]
        elif facet == "year":
            pairs = works[["id"]].assign(value=works.date.str[:4])
        elif facet == "publisher":
            pairs = self.table("organisations")[["work", "name"]]
        else:
            known = (*schemes, *(name for name in _IN_WORKS if name not in schemes), "year", "publisher")
            raise NotFound(f"no facet {facet!r}; there are {', '.join(known)}")
        pairs = pairs.set_axis(["work", "value"], axis=1).dropna().astype("string").drop_duplicates()
        return pairs.sort_values(["work", "value"], ignore_index=True)

    def counts(self, facet: str) -> "pd.Series[int]":
        """
        How many works have each value of a facet, the most frequent first, equal ones by value.

        Args:
            facet: See ``values``.
        """
        counted = self.values(facet).groupby("value").size().rename("works")
        return counted.sort_index().sort_values(ascending=False, kind="stable")

    def crosstab(self, rows: str, columns: str, by: str | None = None) -> "pd.DataFrame":
        """
        How many works have both a value of one facet and one of another.

        Args:
            rows, columns, by: Facets, see ``values``; with ``by`` the index is (by, rows).

        Returns:
            Whole numbers, 0 where no work has both; index and columns sorted.
        """
        pairs = self.values(rows).merge(self.values(columns), on="work", suffixes=("_row", "_column"))
        keys = ["value_row", "value_column"]
        if by is not None:
            pairs = pairs.merge(self.values(by).rename(columns={"value": "value_by"}), on="work")
            keys = ["value_by", *keys]
        table = pairs.groupby(keys).size().unstack(fill_value=0).astype("int64")  # noqa: PD010 - by name of level
        table.index.names = [by, rows] if by is not None else [rows]
        table.columns.name = columns
        return table.sort_index().sort_index(axis=1)

    def search(self, query: str, limit: int = 20, sort: str = "rank") -> "pd.DataFrame":
        """
        The works that answer a query, as ``observatory search`` gives them.

        Args:
            query: Words, "phrases", AND OR NOT, field:value; empty for everything.
            limit: How many works at most.
            sort: rank, date or title.

        Returns:
            id, title, kind, url, publisher, date, language, score, snippet; ``attrs["total"]`` is the
            number of all works found.

        Raises:
            QueryError: The query cannot be understood.
            NotFound: This is a published dataset, which has no index.
        """
        import pandas as pd  # noqa: PLC0415 - as above

        from observatory.looking import search_object  # noqa: PLC0415 - as above

        if self._home is None:
            raise NotFound(f"{self._where}: a published dataset has no index; search needs the observatory")
        found = search_object(self._home, query, limit=limit, sort=sort)  # type: ignore[arg-type]
        columns = ["id", "title", "kind", "url", "publisher", "date", "language", "score", "snippet"]
        frame = pd.DataFrame(
            [{name: hit[name] for name in columns} for hit in found["hits"]], columns=columns
        )
        frame.attrs["total"] = found["total"]
        return frame

    def evidence(self, work: str, concept: str) -> "pd.DataFrame":
        """
        The sentences behind a tag.

        Args:
            work: The work's id.
            concept: The concept's id, such as "lifelong-learning", or with its scheme "driver/…".

        Returns:
            scheme, concept, field, start, end, words, rule, version, by, sentence; a tag that is given or
            implied has no words. The sentence is missing where its text is not published and the
            corpus is not here.

        Raises:
            NotFound: There is no such work.
        """
        works = self.table("works").set_index("id")
        if work not in works.index:
            raise NotFound(f"no work {work!r}; works() has their ids")
        scheme, _, name = concept.rpartition("/")
        tags = self.table("tags")
        chosen = (tags.work == work) & (tags.concept == name)
        found = tags[chosen & (tags.scheme == scheme) if scheme else chosen].drop(columns="work")
        texts = self._texts(work, works.loc[[work]].iloc[0].dropna().to_dict())
        places: list[dict[str, Any]] = found[["field", "start", "end"]].to_dict("records")  # type: ignore[assignment]
        told = [sentence_at(texts.get(place["field"], ""), place["start"], place["end"]) for place in places]
        found["sentence"] = told
        return found.astype({"sentence": "string"}).reset_index(drop=True)

    def _texts(self, work: str, row: Mapping[Any, Any]) -> dict[str, str]:
        """The fields of a work by name, as far as they are here."""
        if self._home is not None:
            with catalogue(self._home) as reader:
                kept = reader.work(work)
            if kept is not None:
                return {
                    name: getattr(kept.item, name) or "" for name in ("title", "note", "abstract", "text")
                }
        return {name: str(row.get(name, "")) for name in ("title", "note")}
