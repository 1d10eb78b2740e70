"""
The tables of the corpus.

Rows are added and never changed, but in two tables that only point at the newest of what is kept:
``standings`` (where a record stands) and ``validators`` (what to ask a server with next time), and in
``runs``, whose row is filled when the run ends.

body ◄ sighting (source, url, when, status, validators)
         ▲
record ◄ record version ► provenance (how each field was read)
  ▲
work ◄ work_records (which records it joins, since when, why)
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = [
    "bodies",
    "dropped",
    "ids",
    "keys",
    "metadata",
    "migrations",
    "page_readings",
    "provenances",
    "record_versions",
    "records",
    "runs",
    "sightings",
    "standings",
    "states",
    "validators",
    "work_records",
]

metadata = MetaData()

migrations = Table(
    "migrations", metadata,
    Column("name", String(80), primary_key=True),
    Column("applied_at", String(32), nullable=False),
)  # fmt: skip

bodies = Table(
    "bodies", metadata,
    Column("hash", String(64), primary_key=True, comment="SHA-256 of the answer as received"),
    Column("size", Integer, nullable=False, comment="bytes before compression"),
    Column("media_type", String(120)),
    Column("first_seen", String(32), nullable=False),
)  # fmt: skip

runs = Table(
    "runs", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source", String(120), nullable=False),
    Column("started", String(32), nullable=False),
    Column("ended", String(32), comment="empty for a run that was killed"),
    Column("outcome", String(20)),
    Column("reason", Text, nullable=False, default=""),
    Column("seen", Integer, nullable=False, default=0),
    Column("new", Integer, nullable=False, default=0),
    Column("changed", Integer, nullable=False, default=0),
    Column("unchanged", Integer, nullable=False, default=0),
    Column("kept", Integer, nullable=False, default=0),
    Column("dropped", JSON, nullable=False, default=dict),
    Column("fill", JSON, nullable=False, default=dict),
    Column("status", Integer),
    Column("duration", Float, nullable=False, default=0.0),
    Column("bytes", Integer, nullable=False, default=0),
    Column("answers", Integer, nullable=False, default=0),
    Column("due", String(32), comment="when the source is to be read next"),
    Column("every", Float, comment="hours of its rhythm as learned"),
    Column("failures", Float, nullable=False, default=0.0, server_default="0", comment="weight since it was read"),
    Column("signs", JSON, comment="what else was noticed, for judging its health"),
    Index("runs_by_source", "source", "id"),
)  # fmt: skip

sightings = Table(
    "sightings", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("source", String(120), nullable=False),
    Column("url", Text, nullable=False),
    Column("final_url", Text, comment="after redirects, where it differs"),
    Column("at", String(32), nullable=False),
    Column("status", Integer),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body", ForeignKey("bodies.hash")),
    Column("bytes", Integer, nullable=False, default=0),
    Column("duration", Float, nullable=False, default=0.0),
)  # fmt: skip

validators = Table(
    "validators", metadata,
    Column("source", String(120), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body", ForeignKey("bodies.hash"), nullable=False),
    Column("reader", String(64), nullable=False, comment="sheet and code that read the body"),
    Column("run", ForeignKey("runs.id"), nullable=False, comment="the run that read this body first"),
    Column("accepted", Boolean, nullable=False, comment="whether that reading was whole and healthy"),
    Column("checked", String(32), nullable=False, comment="last time the answer was this body"),
    Column("whole", String(32), comment="last time that a whole answer came"),
    Column("lies", Text, comment="how the server's validators were wrong"),
    Column("summary", Text, comment="JSON: what it gave, where reading it again could give no more"),
)  # fmt: skip

ids = Table(
    "ids", metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(120), nullable=False, unique=True),
    Column("what", String(10), nullable=False, comment="work or record"),
    Column("minted", String(32), nullable=False),
)  # fmt: skip

keys = Table(
    "keys", metadata,
    Column("scheme", String(10), primary_key=True, comment="guid (source and key), doi, url, file"),
    Column("value", Text, primary_key=True),
    Column("id", ForeignKey("ids.id"), nullable=False),
    Column("since", String(32), nullable=False),
)  # fmt: skip

records = Table(
    "records", metadata,
    Column("id", ForeignKey("ids.id"), primary_key=True),
    Column("source", String(120), nullable=False),
    Column("key", Text, nullable=False),
    Column("first_seen", String(32), nullable=False),
    UniqueConstraint("source", "key"),
)  # fmt: skip

provenances = Table(
    "provenances", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("methods", Text, nullable=False, unique=True, comment="JSON: field to method"),
)  # fmt: skip

record_versions = Table(
    "record_versions", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("record", ForeignKey("records.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("hash", String(64), nullable=False, comment="SHA-256 of data"),
    Column("data", Text, nullable=False, comment="the item as JSON, keys sorted"),
    Column("provenance", ForeignKey("provenances.id"), nullable=False),
    Column("reader", String(64), nullable=False, comment="sheet and code that read it"),
    Column("sighting", ForeignKey("sightings.id"), nullable=False),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("at", String(32), nullable=False),
    UniqueConstraint("record", "number"),
)  # fmt: skip

standings = Table(
    "standings", metadata,
    Column("record", ForeignKey("records.id"), primary_key=True),
    Column("source", String(120), nullable=False),
    Column("version", ForeignKey("record_versions.id"), nullable=False, comment="the newest"),
    Column("accepted", ForeignKey("record_versions.id"), comment="the newest that a healthy run saw"),
    Column("run", ForeignKey("runs.id"), nullable=False, comment="the last run that wrote here"),
    Column("sighting", ForeignKey("sightings.id"), nullable=False, comment="the last that listed it"),
    Column("state", String(20), nullable=False),
    Column("since", String(32), nullable=False),
    Index("standings_by_source", "source"),
)  # fmt: skip

states = Table(
    "states", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("record", ForeignKey("records.id"), nullable=False),
    Column("state", String(20), nullable=False),
    Column("since", String(32), nullable=False),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("reason", Text, nullable=False, default=""),
)  # fmt: skip

page_readings = Table(
    "page_readings", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("record", ForeignKey("records.id"), nullable=False),
    Column("url", Text, nullable=False),
    Column("place", Integer, nullable=False, comment="0 for the item's page, 1 and more for its files"),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("sighting", ForeignKey("sightings.id"), comment="empty when no answer came"),
    Column("at", String(32), nullable=False),
    Column("listed", String(64), nullable=False, comment="hash of what the list said then"),
    Column("reader", String(64), nullable=False, comment="which code read it"),
    Column("problem", String(120), nullable=False, default="", comment="why it gave nothing; else empty"),
    Column("note", Text, nullable=False, default="", comment="remarks, such as metadata only"),
    Column("form", String(10), nullable=False, default=""),
    Column("data", Text, comment="its fields as JSON, keys sorted"),
    Column("methods", Text, comment="JSON: field to method"),
    Column("text", LargeBinary, comment="its text, compressed; private"),
    Index("page_readings_by_record", "record", "place"),
)  # fmt: skip

work_records = Table(
    "work_records", metadata,
    Column("work", ForeignKey("ids.id"), primary_key=True),
    Column("record", ForeignKey("records.id"), primary_key=True),
    Column("since", String(32), primary_key=True),
    Column("until", String(32), comment="empty while it holds"),
    Column("why", String(40), nullable=False, comment="first, doi, handle, url"),
    Index("work_records_by_record", "record"),
)  # fmt: skip

dropped = Table(
    "dropped", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", String(80), nullable=False),
    Column("detail", Text, nullable=False, default=""),
    Column("key", Text, nullable=False, default=""),
    Column("title", Text, nullable=False, default=""),
    Index("dropped_by_run", "run"),
)  # fmt: skip
