"""Hostile sources: what each does, and the reason that the ledger must give."""

import gzip
import itertools
import json
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli
import zstandard
from hostile_server import Hostile, Say, answer, redirect

SECRET = "s3cret-0123"
ITEM = "<item><guid>{n}</guid><title>Item {n}</title><link>https://e.org/{n}</link></item>"
PRIVATE = "is not on the public internet"
ODD_FILES = (
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:application/pdf,x",
    "ftp://127.0.0.2/x.pdf",
    "http://[",
)
FEED = 'kind = "feed"\n'
SITEMAP = 'kind = "sitemap"\n[sitemap.page]\ntitle = "h1"\n'
LISTING = 'kind = "listing"\n[listing]\nrow = "li"\ntitle = "a::text"\nlink = "a::attr(href)"\n'


@dataclass(frozen=True)
class Case:
    """A hostile source: its address, or what its path answers; the outcome, and a part of the reason."""

    outcome: str
    reason: str
    url: str = ""
    says: Say | None = None
    sheet: str = FEED
    kept: int = 0


def rss(items: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()


def one(title: str = "Item 1", **more: str) -> bytes:
    extra = "".join(f"<{name}>{value}</{name}>" for name, value in more.items())
    return rss(f"<item><guid>1</guid><title>{title}</title>{extra or '<link>https://e.org/1</link>'}</item>")


def bomb(press: Any) -> bytes:
    """200 MB of nothing, pressed together bit by bit, so that it never fills this memory either."""
    add = press.compress if hasattr(press, "compress") else press.process
    return b"".join(add(b"\0" * 1_000_000) for _ in range(200)) + (
        press.finish() if hasattr(press, "finish") else press.flush()
    )


def endless(send: Callable[[bytes], None]) -> None:
    send(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    for _ in itertools.repeat(None):
        send(b"x" * 65536)


def flood(first: bytes, more: bytes) -> Say:
    """Header lines without end, as fast as they are taken."""

    def say(send: Callable[[bytes], None]) -> None:
        send(first)
        for _ in itertools.repeat(None):
            send(more * 2000)

    return say


def drip(first: bytes) -> Say:
    def say(send: Callable[[bytes], None]) -> None:
        send(first)
        for _ in range(60):
            send(b"X-A: b\r\n" if first.endswith(b"OK\r\n") else b" ")
            time.sleep(0.2)

    return say


def raw(text: bytes) -> Say:
    return lambda send: send(text)


def cases(site: Hostile, trap: int, folder: Path) -> dict[str, Case]:
    """Every case by the id of its source; the trap is a port of 127.0.0.2 that must never be touched."""
    here = f"http://127.0.0.1:{site.port}"
    site.says["/twice"] = redirect(f"{here}/thrice")
    site.says["/thrice"] = redirect(f"http://2130706434:{trap}/")
    for n in range(20):
        site.says[f"/chain{n}"] = redirect(f"{here}/chain{n + 1}")
    site.says["/good"] = answer(one())
    site.says["127.0.0.4/robots.txt"] = flood(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n")
    site.says["127.0.0.3/robots.txt"] = redirect(f"http://127.0.0.2:{trap}/robots.txt")
    return (
        _addresses(trap)
        | _redirects(here, trap)
        | _sizes(here)
        | _calendars()
        | _xml(trap)
        | _texts(here, folder)
        | _pages(here, trap)
    )


def _addresses(trap: int) -> dict[str, Case]:
    hosts = {
        "loopback": "127.0.0.2", "decimal": "2130706434", "octal": "0177.0.0.2", "hexadecimal": "0x7f000002",
        "short": "127.2", "wide_digits": "１２７.0.0.2", "this_host": "0.0.0.0", "v6_loopback": "[::1]",
        "v6_any": "[::]", "v4_mapped": "[::ffff:127.0.0.2]", "v4_mapped_hex": "[::ffff:7f00:2]",
        "v4_compatible": "[::127.0.0.2]", "nat64": "[64:ff9b::7f00:2]", "six_to_four": "[2002:7f00:2::1]",
        "teredo": "[2001:0:4136:e378:8000:63bf:80ff:fffd]", "v6_metadata": "[fd00:ec2::254]",
        "v6_link_local": "[fe80::1]", "v6_site_local": "[fec0::1]", "v6_multicast": "[ff02::1]",
        "metadata": "169.254.169.254", "ten": "10.0.0.1", "one_seven_two": "172.16.0.1",
        "one_nine_two": "192.168.0.1", "carrier": "100.100.100.200", "benchmarking": "198.18.0.1",
        "multicast": "224.0.0.1", "reserved": "240.0.0.1", "broadcast": "255.255.255.255",
        "cloud_services": "168.63.129.16", "ideographic_dots": "127。0。0。2", "circled_digits": "①②⑦.0.0.2",
        "hexadecimal_parts": "0x7f.0.0.2", "padded": "127.000.000.002",
        "v4_mapped_any": "[::ffff:0.0.0.0]", "nat64_local": "[64:ff9b:1::7f00:2]", "six_to_four_metadata": "[2002:a9fe:a9fe::1]",
        "v6_documentation": "[2001:db8::1]", "v6_discard": "[100::1]", "v6_translated": "[::ffff:0:127.0.0.2]",
    }  # fmt: skip
    told = {name: Case("broken", PRIVATE, f"http://{host}:{trap}/feed") for name, host in hosts.items()}
    return told | {"dot_at_the_end": Case("unreachable", "unknown host", f"http://127.0.0.2.:{trap}/feed")}


def _redirects(here: str, trap: int) -> dict[str, Case]:
    refresh = (
        f'<html><head><meta http-equiv="refresh" content="0;url=http://127.0.0.2:{trap}/"></head></html>'
    )
    return {
        "redirect_inside": Case("broken", PRIVATE, says=redirect(f"http://127.0.0.2:{trap}/")),
        "redirect_three_times": Case("broken", PRIVATE, says=redirect(f"{here}/twice")),
        "redirect_metadata": Case(
            "broken", PRIVATE, says=redirect("http://169.254.169.254/latest/meta-data/")
        ),
        "redirect_file": Case("broken", "redirects nowhere", says=redirect("file:///etc/passwd")),
        "redirect_ftp": Case("broken", "redirects nowhere", says=redirect(f"ftp://127.0.0.2:{trap}/")),
        "redirect_data": Case("broken", "redirects nowhere", says=redirect("data:text/xml,<rss/>")),
        "redirect_chain": Case("broken", "redirects in a circle", says=redirect(f"{here}/chain0")),
        "redirect_refresh": Case("broken", PRIVATE, says=answer(refresh.encode(), "Content-Type: text/html")),
        "redirect_secret": Case(
            "broken",
            "holds a user name or password",
            says=redirect(here.replace("//", f"//ada:{SECRET}@") + "/good?token=" + SECRET),
        ),
        "redirect_forging": Case("broken", "not found", says=redirect(f"{here}/none%0d%0aX-Forged:%201")),
        "redirect_odd_port": Case(
            "broken", "no valid host name or port", says=redirect("http://e.org:99999/")
        ),
        "redirect_half_address": Case("broken", "no valid host name or port", says=redirect("http://[")),
        "robots_inside": Case("broken", PRIVATE, here.replace("127.0.0.1", "127.0.0.3") + "/feed"),
    }


def _sizes(here: str) -> dict[str, Case]:
    big = "larger than 2 MB"
    once = bomb(zlib.compressobj(wbits=31))
    deflated, brotled = bomb(zlib.compressobj()), bomb(brotli.Compressor(quality=3))
    zstded = bomb(zstandard.ZstdCompressor().compressobj())
    unpacked = "larger than 2 MB when unpacked"
    return {
        "size_promised": Case("broken", big, says=raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\nx")),
        "size_endless": Case("broken", big, says=endless),
        "slow_body": Case("unreachable", "no answer in time", says=drip(b"HTTP/1.1 200 OK\r\n\r\n")),
        "slow_head": Case("unreachable", "no answer in time", says=drip(b"HTTP/1.1 200 OK\r\n")),
        "silent": Case("unreachable", "no answer in time", says=lambda send: time.sleep(6)),
        "bomb_gzip": Case("broken", unpacked, says=answer(once, "Content-Encoding: gzip")),
        "bomb_gzip_twice": Case(
            "broken", unpacked, says=answer(gzip.compress(once), "Content-Encoding: gzip, gzip")
        ),
        "bomb_deflate": Case("broken", unpacked, says=answer(deflated, "Content-Encoding: deflate")),
        "bomb_brotli": Case("broken", unpacked, says=answer(brotled, "Content-Encoding: br")),
        "bomb_zstd": Case("broken", unpacked, says=answer(zstded, "Content-Encoding: zstd")),
        "bomb_sitemap": Case(
            "broken", "larger than", says=answer(once, "Content-Type: application/gzip"), sheet=SITEMAP
        ),
        "damaged_gzip": Case(
            "broken", "damaged", says=answer(b"\x1f\x8b\x08\0\0\0\0\0\0\3\xff\xff\xff\xff", "Content-Encoding: gzip")
        ),
        "damaged_brotli": Case("broken", "damaged", says=answer(b"\xff" * 99, "Content-Encoding: br")),
        "damaged_zstd": Case("broken", "damaged", says=answer(b"\xff" * 99, "Content-Encoding: zstd")),
        "unknown_encoding": Case("broken", "neither RSS", says=answer(b"\1\2\3", "Content-Encoding: x-own")),
        "broke_off": Case(
            "unreachable", "broke in the middle", says=raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<rss>")
        ),
        "not_http": Case("unreachable", "middle of the answer", says=raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")),
        "endless_header": Case("unreachable", "middle of the answer", says=raw(b"HTTP/1.1 200 OK\r\nA: " + b"b" * 9_000_000)),
        "header_flood": Case("unreachable", "middle of the answer", says=flood(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n")),
        "provisional_flood": Case("unreachable", "middle of the answer", says=flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n")),
        "trailer_flood": Case(
            "unreachable", "middle of the answer",
            says=flood(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n", b"A: b\r\n"),
        ),
        "chunk_flood": Case(
            "unreachable", "middle of the answer",
            says=flood(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1;a=" + b"b" * 500),
        ),
        "gzip_in_gzip": Case(
            "broken", "not a sitemap", says=answer(gzip.compress(gzip.compress(b"<urlset/>"))), sheet=SITEMAP
        ),
        "robots_flood": Case("unreachable", "middle of the answer", here.replace("127.0.0.1", "127.0.0.4") + "/feed"),
        "negative_length": Case(
            "unreachable", "middle of the answer", says=raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n<rss/>")
        ),
    }  # fmt: skip


def _xml(trap: int) -> dict[str, Case]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>'
    use = "<item><guid>1</guid><title>x&e;</title></item>"
    file = '<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    outside = f"http://127.0.0.2:{trap}/e"
    parameter = f'<!DOCTYPE rss [<!ENTITY % e SYSTEM "{outside}"> %e;]>'
    include = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    )
    elsewhere = "declares an entity that leads elsewhere"
    quadratic = f'<!DOCTYPE rss [<!ENTITY e "{"a" * 50_000}">]>'
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    site = f"<!DOCTYPE urlset [<!ENTITY e SYSTEM '{outside}'>]><urlset {space}><url><loc>&e;</loc></url></urlset>"
    utf16 = file + rss(use).decode().removeprefix('<?xml version="1.0"?>')
    deep = "<a>" * 100_000 + "</a>" * 100_000
    return {
        "xml_laughs": Case("broken", "declares an entity made of entities", says=answer(rss(use, laughs))),
        "xml_quadratic": Case(
            "broken", "entity of more than 100 characters", says=answer(rss(use + "&e;" * 9000, quadratic))
        ),
        "xml_file": Case("broken", elsewhere, says=answer(rss(use, file))),
        "xml_inside": Case("broken", elsewhere, says=answer(rss(use, file.replace("file:///etc/passwd", outside)))),
        "xml_parameter": Case("broken", elsewhere, says=answer(rss(use, parameter))),
        "xml_utf16": Case("broken", elsewhere, says=answer(utf16.encode("utf-16"))),
        "xml_sitemap": Case("broken", elsewhere, says=answer(site.encode()), sheet=SITEMAP),
        "xml_dtd": Case("ok", "", says=answer(rss(ITEM.format(n=1), f'<!DOCTYPE rss SYSTEM "{outside}">')), kept=1),
        "xml_include": Case("ok", "", says=answer(rss(ITEM.format(n=1) + include)), kept=1),
        "xml_deep": Case("broken", "nested more than 200 deep", says=answer(rss(deep))),
        "xml_deep_open": Case("broken", "nested more than 200 deep", says=answer(b"<rss>" + b"<a>" * 300_000)),
        "json_deep": Case("broken", "nested more than 200 deep", says=answer(b'{"a":' * 100_000)),
        "json_number": Case(
            "degraded", "at least 1", says=answer(
                b'{"version": "https://jsonfeed.org/version/1.1", "n": ' + b"9" * 4000 + b', "items": []}'
            ),
        ),
        "json_long_number": Case("broken", "JSON that cannot be read", says=answer(b'{"n": ' + b"9" * 900_000 + b"}")),
    }  # fmt: skip


def _texts(here: str, folder: Path) -> dict[str, Case]:
    up = "../" * 20 + str(folder / "evil")
    many = {"version": "https://jsonfeed.org/version/1.1"}
    many["items"] = [{"id": str(n), "title": "t"} for n in range(20_001)]  # type: ignore[assignment]
    markup = {
        "comments": "<!--" * 25_000,
        "scripts": "<script" * 14_000,
        "tags": "<a" * 50_000,
        "signs": "<" * 100_000,
    }
    attack = {
        f"text_{name}": Case("ok", "", says=answer(one(guid="x", link="https://e.org/1", description=f"<![CDATA[{bad}]]>")), kept=1)
        for name, bad in markup.items()
    }  # fmt: skip
    return attack | {
        "many_comments": Case("broken", "neither RSS", says=answer(b"<!-- -->" * 5000 + b"x")),
        "many_comments_at_the_end": Case(
            "degraded", "not whole", says=answer(one() + b"<!-- -->" * 500 + b"<"), kept=1
        ),
        "many_items": Case(
            "degraded", "gives more than 20000 items", says=answer(json.dumps(many).encode()), kept=20_000
        ),
        "path_in_guid": Case("ok", "", says=answer(rss(ITEM.format(n=up))), kept=1),
        "path_in_header": Case(
            "ok", "", says=answer(one(), f'Content-Disposition: attachment; filename="{up}"'), kept=1
        ),
        "odd_port_as_link": Case("degraded", "at least 1", says=answer(one(link="http://e.org:99999/"))),
        "odd_link_beside_a_good_one": Case(
            "ok",
            "",
            says=answer(rss("<item><title>t</title><link>http://[</link></item>" + ITEM.format(n=1))),
            kept=1,
        ),
        "odd_enclosures": Case(
            "ok",
            "",
            kept=1,
            says=answer(
                rss(
                    "<item><guid>1</guid><title>t</title><link>https://e.org/1</link>"
                    + "".join(f"<enclosure url='{bad}' type='application/pdf'/>" for bad in ODD_FILES)
                    + "</item>"
                )
            ),
        ),
        "script_as_link": Case("degraded", "at least 1", says=answer(one(link="javascript:alert(1)"))),
        "file_as_link": Case("degraded", "at least 1", says=answer(one(link="file:///etc/passwd"))),
        "secret_in_link": Case("ok", "", says=answer(one(link=f"https://ada:{SECRET}@e.org/1")), kept=1),
        "secret_in_address": Case("broken", "not found", f"{here}/none?api_key={SECRET}"),
        "script_in_title": Case(
            "ok", "", says=answer(one("Good&lt;script&gt;alert(1)&lt;/script&gt;\u202e\u0007")), kept=1
        ),
        "cookies": Case("ok", "", says=answer(one(), f"Set-Cookie: id={SECRET}; Path=/"), kept=1),
    }


def _calendars() -> dict[str, Case]:
    def calendar(*lines: str) -> Say:
        event = ("BEGIN:VEVENT", "UID:1", "SUMMARY:A", "DTSTART:20260301T090000Z", *lines, "END:VEVENT")
        text = "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *event, "END:VCALENDAR", ""))
        return answer(text.encode(), "Content-Type: text/calendar")

    deep = ("BEGIN:VALARM",) * 20_000 + ("END:VALARM",) * 20_000
    sheet = 'kind = "calendar"\n'
    return {
        "calendar_every_second": Case("ok", "", says=calendar("RRULE:FREQ=SECONDLY"), sheet=sheet, kept=1),
        "calendar_many_dates": Case("ok", "", says=calendar("RDATE:" + ",".join(["20260302T090000Z"] * 60_000)), sheet=sheet, kept=2),
        "calendar_deep": Case("ok", "", says=calendar(*deep), sheet=sheet, kept=1),
        "calendar_file": Case("ok", "", says=calendar("ATTACH:file:///etc/passwd", "URL:file:///etc/passwd"), sheet=sheet, kept=1),
        "oai_entity": Case(
            "broken", "declares an entity that leads elsewhere", sheet='kind = "oai"\n',
            says=answer(b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><OAI-PMH>&e;</OAI-PMH>'),
        ),
    }  # fmt: skip


def _pages(here: str, trap: int) -> dict[str, Case]:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    locs = "".join(f"<url><loc>http://127.0.0.2:{trap}/{n}</loc></url>" for n in range(3))
    index = (
        f"<sitemapindex {space}><sitemap><loc>http://127.0.0.2:{trap}/map.xml</loc></sitemap></sitemapindex>"
    )
    html = "Content-Type: text/html"
    row = "<li><a href='{0}'>A report</a></li><a class=next href='{1}'>next</a>"
    following = LISTING + 'next = "a.next::attr(href)"\npages = 3\n'
    page = LISTING + '[listing.page]\ntitle = "h1"\n'
    return {
        "sitemap_of_inside": Case("degraded", PRIVATE, says=answer(f"<urlset {space}>{locs}</urlset>".encode()), sheet=SITEMAP),
        "index_of_inside": Case("degraded", PRIVATE, says=answer(index.encode()), sheet=SITEMAP),
        "next_page_inside": Case(
            "broken", PRIVATE, says=answer(row.format("/x", f"http://127.0.0.2:{trap}/").encode(), html), sheet=following, kept=1
        ),
        "script_as_next_page": Case(
            "ok", "no http(s) address", says=answer(row.format("/x", "javascript:more()").encode(), html), sheet=following, kept=1
        ),
        "item_page_is_a_file": Case(
            "degraded", "at least 1", says=answer(row.format("file:///etc/passwd", "").encode(), html), sheet=page
        ),
        "item_page_inside": Case(
            "degraded", PRIVATE, says=answer(row.format(f"http://[::ffff:127.0.0.2]:{trap}/", "").encode(), html), sheet=page
        ),
        "html_feed_deep": Case("broken", "nested more than 2000", says=answer(b"<html>" + b"<a>" * 300_000, html)),
        "html_deep": Case("broken", "nested more than 2000", says=answer(b"<div>" * 200_000, html), sheet=LISTING),
    }  # fmt: skip
