"""How we behave towards servers: the harvest's settings, and Scrapy's made from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["ALLOW", "Manners", "scrapy_settings"]

ALLOW = "OBSERVATORY_ALLOW"
"""Our own setting of Scrapy: hosts and networks that may be asked beside the public internet."""


@dataclass(frozen=True, slots=True)
class Manners:
    """
    The harvest's settings.

    Attributes:
        user_agent: Says who we are and where to write to.
        delay: Seconds between two requests to one host.
        timeout: Seconds that one answer may take.
        max_bytes: The greatest answer that is read.
        budget: Seconds that a whole harvest may take.
        sources_at_once: How many sources are read side by side.
        contact: A web or mail address at which we can be reached; empty when there is none.
        robots: Whether robots.txt is obeyed; off only for servers of one's own.
        pages: How many pages behind items are read in one harvest, after the lists.
        allow: Hosts and networks that may be asked though they are not on the public internet.
        certificates: Whether a server must prove that it is who it says.
    """

    user_agent: str
    delay: float = 1.0
    timeout: float = 30.0
    max_bytes: int = 20_000_000
    budget: float = 600.0
    sources_at_once: int = 16
    robots: bool = True
    contact: str = ""
    allow: tuple[str, ...] = ()
    certificates: bool = True
    pages: int = 0


def scrapy_settings(manners: Manners, slots: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """
    Scrapy's settings.

    Args:
        slots: Per host, what its sheets ask for: a longer delay.
    """
    return {
        "USER_AGENT": manners.user_agent,
        "ROBOTSTXT_OBEY": manners.robots,
        "ROBOTSTXT_PARSER": "spiders.robots.Rules",
        "ROBOTSTXT_USER_AGENT": manners.user_agent.partition("/")[0],
        "DOWNLOAD_DELAY": manners.delay,
        "DOWNLOAD_SLOTS": {host: dict(slot) for host, slot in slots.items()},
        "DOWNLOAD_TIMEOUT": manners.timeout,
        "DOWNLOAD_VERIFY_CERTIFICATES": manners.certificates,
        "DOWNLOAD_MAXSIZE": manners.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "CONCURRENT_REQUESTS": max(16, manners.sources_at_once),
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "AUTOTHROTTLE_ENABLED": manners.delay > 0,
        "AUTOTHROTTLE_START_DELAY": manners.delay,
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "spiders.hosts.HostBudget": 90,
            "spiders.robots.RobotsGate": 100,
        },
        "RETRY_TIMES": 1,
        # A server that says it is overloaded, or that we ask too often, is not asked again at once.
        "RETRY_HTTP_CODES": [408, 500, 502, 504, 522, 524],
        # One more try helps against a hiccup; a host that is not there is asked again in the next
        # harvest, not in this one.
        "RETRY_EXCEPTIONS": [
            "scrapy.exceptions.DownloadFailedError",
            "scrapy.exceptions.ResponseDataLossError",
            "twisted.internet.error.ConnectionDone",
            "twisted.internet.error.ConnectionLost",
        ],
        "REDIRECT_MAX_TIMES": 10,
        "COOKIES_ENABLED": False,
        # Nothing but http and https, and those only through the guard.
        "DOWNLOAD_HANDLERS": {
            "http": "spiders.connecting.GuardedHandler",
            "https": "spiders.connecting.GuardedHandler",
            "data": None,
            "file": None,
            "ftp": None,
            "s3": None,
        },
        "TWISTED_DNS_RESOLVER": "spiders.connecting.GuardedResolver",
        ALLOW: list(manners.allow),
        "TELNETCONSOLE_ENABLED": False,
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "DNS_TIMEOUT": 10,
    }
