"""Scrapy's settings for ``scrapy list`` and ``scrapy crawl``: those of a harvest, with Scrapy's log.

The environment variable ``OBSERVATORY`` names the observatory's folder; without it, it is that of the
current folder or the one that is shipped.
"""

import os
from pathlib import Path

from observatory.home import open_home
from spiders.hosts import slots_of
from spiders.settings import scrapy_settings

_home = open_home(Path(os.environ["OBSERVATORY"]) if os.environ.get("OBSERVATORY") else None)
_manners = _home.manners()

globals().update(scrapy_settings(_manners, slots_of(_home.sources(), _manners.delay)))

BOT_NAME = "research-observatory"
SPIDER_LOADER_CLASS = "observatory.scrapy_project.SheetLoader"
LOG_ENABLED = True
LOG_INSTALL_ROOT_HANDLER = True
LOG_LEVEL = "INFO"
