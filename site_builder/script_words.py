"""The sentences of the scripts, which a page hands to them in its own language."""

from collections.abc import Mapping
from types import MappingProxyType

from site_builder.wording import KIND_NAMES, STATES

__all__ = ["SCRIPT"]

SCRIPT: Mapping[str, str] = MappingProxyType({
    "searching": "Searching …",
    "of": "%(n)s of %(all)s works",
    "relaxed": ", some with only part of the words",
    "meant": "Did you mean",
    "wrong": "This cannot be understood",
    "lost": "The search could not be read",
    "unclosed": 'a quotation mark (") is not closed',
    "bracket": "a bracket is not closed",
    "range_form": "a range is written year:[2019 TO 2022]",
    "operator": "AND, OR and NOT stand before a word; write them small to look for them as words",
    "no_meaning": "this page does not look for concepts by ~; tick them, or ask “observatory search”",
    "no_nearness": "this page does not look for words near each other; “observatory search” does",
    "no_date": "“%(text)s” is no %(name)s; write %(name)s:2024 or %(name)s:[2019 TO 2022]",
    "no_field": "no field “%(name)s” here; there are %(names)s. Put text with a colon between quotation marks",
    "no_value": "no work here has the %(name)s “%(text)s”",
    "no_word": "nothing to look for: it holds no word",
    "lost_file": "A file of the search did not come (%(file)s). Nothing is known of the result; try again, or browse by the menu.",
    "nothing": "All words were looked for, and no work has them with these filters.",
    "unfiltered": "Search without filters",
    "undated": "no date stated",
    "in_title": "in the title",
    "in_field": "%(n)s × in the %(field)s",  # noqa: RUF001 - the sign
    "share": "%(share)s of its rank",
    "works": "Works",
    "with": "with",
    "or": "or",
    "years": "years",
    "by": "By",
    "rank": "rank",
    "date": "date",
    "title": "title",
    "before": "before",
    "next": "next",
    "range": "%(first)s–%(last)s of %(all)s",  # noqa: RUF001 - from, to
    "more": "%(n)s more",
    "region": "region",
    "theme": "theme",
    "driver": "driver",
    "kind": "kind",
    "year": "year",
    "language": "language",
    "publisher": "publisher",
    "note": "note",
    "abstract": "abstract",
    "text": "full text",
    "joined": "hyphened words",
    "cite": "This search, in the state %(state)s:",
    "as_cited": "State %(state)s: %(n)s works, the same as cited, in the same order. Today %(now)s.",
    "not_as_cited": "State %(state)s: %(n)s works, not as cited (%(count)s). Today %(now)s.",
    "entered": "Entered: %(n)s",
    "left": "Left: %(n)s",
    "in_language": "in %(language)s",
    "not_replayed": "This cannot be replayed here (%(why)s); “observatory replay” may.",
    **{kind: one for kind, (one, _) in KIND_NAMES.items()},
    **{state: said for state, said in STATES.items() if state != "listed"},
})  # fmt: skip
"""What the scripts say to readers; kinds and states are called as on pages."""
