"""Taking it along: references, citations, feeds, calendars and what machines are told of the site."""
