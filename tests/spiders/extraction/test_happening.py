"""Events as their pages tell people of them: labelled lines count, doubtful ones are left out."""

import pytest

FIELDS = ("date", "end_date", "starts", "ends", "place", "online", "organiser", "deadline", "registration")


@pytest.fixture
def told(read, make):
    """Reads an event's page that holds this markup; gives its fields in words."""

    def read_it(body: str, head: str = "", **more: str):
        fields = read(make["page"](head, body), kind="event", **more).fields
        return {name: getattr(fields[name], "value", fields[name]) for name in FIELDS if name in fields}

    return read_it


LAYOUTS = {
    "a list of terms": "<dl><dt>When</dt><dd>{}</dd><dt>Venue</dt><dd>Port Hall, Accra</dd></dl>",
    "a table": "<table><tr><th>Date</th><td>{}</td></tr><tr><th>Location:</th><td>Port Hall, Accra</td></tr></table>",
    "lines with bold labels": "<p><strong>Date:</strong> {}</p><p><b>Venue:</b> Port Hall, Accra</p>",
    "headings": "<h3>Dates</h3><p>{}</p><h3>Venue</h3><p>Port Hall, Accra</p>",
    "bare labels": "<div><strong>Date</strong> {}<br><strong>Where</strong> Port Hall, Accra</div>",
    "spans": "<div><span>Date:</span><span>{}</span></div><div><span>Lieu :</span> <span>Port Hall, Accra</span></div>",
}


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_a_label_and_its_value_are_found_in_every_layout(told, layout):
    """Terms, tables, bold words, headings and spans."""
    found = told(LAYOUTS[layout].format("12–13 May 2026"))

    assert {"date": "2026-05-12", "end_date": "2026-05-13", "place": "Port Hall, Accra"} == found


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("Tuesday, 12 May 2026", ["2026-05-12"]),
        ("12 May – 3 June 2026", ["2026-05-12", "2026-06-03"]),
        ("May 12-13, 2026", ["2026-05-12", "2026-05-13"]),
        ("12. bis 14. Mai 2026", ["2026-05-12", "2026-05-14"]),
        ("du 12 au 14 mai 2026", ["2026-05-12", "2026-05-14"]),
        ("28 December 2026 to 2 January 2027", ["2026-12-28", "2027-01-02"]),
        ("12, 19 and 26 May 2026 or 2 June 2026 or 9 June 2026", []),
        ("3/4/2026", []),
        ("13 May 2026 – 12 May 2026", []),
        ("to be announced", []),
    ],
)
def test_days_are_read_with_their_ranges(told, line, days):
    """More than two days, an order that cannot be, and a day that may be a month give none."""
    found = told(f"<p>Date: {line}</p>")

    assert days == [found[name] for name in ("date", "end_date") if name in found]


@pytest.mark.parametrize(
    ("line", "starts", "ends"),
    [
        ("12 May 2026, 10:00–12:30 UTC", "2026-05-12T10:00+00:00", "2026-05-12T12:30+00:00"),
        ("12 May 2026, 10:00 am – 1:30 pm (UTC+8)", "2026-05-12T10:00+08:00", "2026-05-12T13:30+08:00"),
        ("12 May 2026, 14.00-15.30 CEST", "2026-05-12T14:00+02:00", "2026-05-12T15:30+02:00"),
        ("12 May 2026, 14:00 CET", "2026-05-12T14:00", None),
        ("12 May 2026, 9:00 EST / 15:00 CEST / 21:00 SGT", None, None),
        ("12–13 May 2026, 9:00", None, None),
    ],
)
def test_moments_have_a_zone_only_where_it_is_sure(told, line, starts, ends):
    """The winter's hour is not believed in May; several zones, and several days, give no moment."""
    found = told(f"<p>When: {line}</p>")

    assert (starts, ends) == (found.get("starts"), found.get("ends"))


def test_who_holds_it_and_how_to_take_part(told):
    """Organiser, deadline and the one address to sign up at."""
    found = told(
        "<p>Organised by: Example Institute</p><p>Registration deadline: 2 May 2026</p><p>Venue: online, via Zoom</p>"
        "<p><a href='https://forms.example/7'>Register here</a> <a href='https://forms.example/7'>Sign up</a>"
        "<a href='https://example.org/account/new'>Sign up</a></p>"
    )

    assert {
        "organiser": "Example Institute", "deadline": "2026-05-02", "online": "yes", "registration": "https://forms.example/7",
    } == found  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "<p>Venue: Port Hall</p><aside><p>Venue: Bridge Hall</p></aside><p>Venue: Old Hall</p>",
        "<p>The date was 12 May 2026, and the venue a hall.</p>",
        "<footer><p>Venue: Port Hall</p></footer>",
        "<p>Venue: Port Hall</p><p>Venue: Old Hall</p><p><a href='https://forms.example/8'>Register</a></p>",
        "<p><a href='https://forms.example/7'>Register</a></p>",
        "<p>Venue: 12 May 2026, Port Hall; 14 May 2026, Old Hall</p>",
        "<p>Date: 12 May 2026</p><p>Date: 14 May 2026</p>",
    ],
)
def test_what_is_doubtful_is_left_out(told, body):
    """Two answers, running text, and what belongs to the site."""
    assert {} == told(body)


def test_the_day_of_the_announcement_is_not_the_day_of_the_event(told):
    """Some pages call it their date."""
    head = "<meta property='article:published_time' content='2026-02-03T10:00:00Z'>"

    assert {} == told("<p>Date: 3 February 2026</p>", head)


def test_what_is_stated_for_machines_goes_first(told):
    """And a day of one answer is not put together with an hour of the other."""
    node = '<script type="application/ld+json">{"@type": "Event", "name": "Skills", "startDate": "2026-05-12"}</script>'

    assert {"date": "2026-05-12", "place": "Port Hall"} == told(
        "<p>When: 13 May 2026, 10:00 UTC</p><p>Venue: Port Hall</p>", node
    )


def test_two_addresses_to_sign_up_at_are_none(told):
    """Which of them is the event's is not sure."""
    links = "<p><a href='https://forms.example/7'>Register</a> <a href='https://forms.example/8'>Register</a></p>"

    assert {"place": "Port Hall"} == told(f"<p>Venue: Port Hall</p>{links}")
