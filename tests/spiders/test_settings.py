"""Scrapy's settings as we give them: each is one that this Scrapy knows, and what they name is there."""

import pytest
from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

import observatory.scrapy_settings as of_the_project
from spiders.hosts import slot_of
from spiders.settings import ALLOW, Manners, scrapy_settings

OURS = {ALLOW}
GIVEN = scrapy_settings(Manners("us/1.0", allow=("127.0.0.1",)), {"e.org": slot_of(10)})
NAMES = {
    *GIVEN["DOWNLOADER_MIDDLEWARES"], *filter(None, GIVEN["DOWNLOAD_HANDLERS"].values()),
    *GIVEN["RETRY_EXCEPTIONS"], GIVEN["ROBOTSTXT_PARSER"], GIVEN["TWISTED_DNS_RESOLVER"],
    of_the_project.SPIDER_LOADER_CLASS,
}  # fmt: skip


@pytest.mark.parametrize("settings", [GIVEN, vars(of_the_project)], ids=["harvest", "project"])
def test_scrapy_knows_every_setting(settings):
    """A setting that was renamed or is gone would be passed over without a word."""
    given = {name for name in settings if name.isupper()}

    assert set() == given - set(vars(default_settings)) - OURS


@pytest.mark.parametrize("name", sorted(NAMES))
def test_what_a_setting_names_is_there(name):
    """Classes and exceptions are given as words, which nobody else checks before they are needed."""
    assert load_object(name).__name__ == name.rpartition(".")[2]


def test_what_is_tried_again_is_among_what_scrapy_itself_would_try_again():
    """Scrapy wraps Twisted's errors in its own: one that it does not raise any more is no reason to retry."""
    assert set() == set(GIVEN["RETRY_EXCEPTIONS"]) - set(default_settings.RETRY_EXCEPTIONS)


def test_the_middleware_that_is_taken_out_is_one_that_would_be_in():
    """Else robots.txt would be read twice, by Scrapy's rules and by ours."""
    taken_out = {name for name, order in GIVEN["DOWNLOADER_MIDDLEWARES"].items() if order is None}

    assert set() == taken_out - set(default_settings.DOWNLOADER_MIDDLEWARES_BASE)


def test_every_scheme_but_http_is_taken_out():
    """A handler that Scrapy adds must not be a way around the guard."""
    assert set(default_settings.DOWNLOAD_HANDLERS_BASE) == set(GIVEN["DOWNLOAD_HANDLERS"])
