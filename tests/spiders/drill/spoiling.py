"""Ways to spoil an answer, and how a run may end that gets it."""

import re
from random import Random

LOGIN = b"<html><head><title>Members</title></head><body><form><input type=password></form></body></html>"
NOT_FOUND = b"<html><head><title>Page not found</title></head><body><h1>Oops</h1></body></html>"
SHELL = b"<html><body><noscript>Please enable JavaScript</noscript><div id=app></div><script>1</script></body></html>"


def garbage(_body):
    return Random(7).randbytes(3000)


def titles_gone(body):
    return re.sub(rb"(Report|Guide|Rapport|Enqu|What|Survey|Bericht)[^<\"]*", b"Home", body)


SICK = {"degraded", "broken"}
MUTATORS = {
    "nothing in it": (lambda _: b"", SICK),
    "blanks only": (lambda _: b" \n" * 50, SICK),
    "broken off in the middle": (lambda body: body[: len(body) // 2], SICK),
    "a page that says not found": (lambda _: NOT_FOUND, SICK),
    "a log-in page": (lambda _: LOGIN, SICK),
    "an empty JavaScript shell": (lambda _: SHELL, SICK),
    "bytes without sense": (garbage, SICK),
    "an error as JSON": (lambda _: b'{"error": "try again", "items": null}', SICK),
    "other names for everything": (
        lambda body: re.sub(rb"item|entry|url|metadata|SUMMARY", b"thing", body),
        SICK,
    ),
    "no dates": (
        lambda body: re.sub(rb"\d{4}-\d\d-\d\d|(?<=VALUE=DATE:)\d{8}|\d\d [A-Z][a-z]{2} \d{4}", b"", body),
        SICK,
    ),
    "dates of ten years ago": (lambda body: body.replace(b"2023", b"2013").replace(b"2024", b"2014"), SICK),
    "one title for all": (titles_gone, SICK),
    "scripts for addresses": (lambda body: re.sub(rb"https?://(?!www|jsonf)", b"javascript:", body), SICK),
    "the wrong character set": (
        lambda body: body.replace("é".encode(), b"\xe9\xff").replace(b" ", b" \xff\xfe"),
        SICK | {"ok"},
    ),
    "twice after each other": (lambda body: body + body, SICK | {"ok"}),
}
"""Each way to spoil an answer, and how the run may end."""
