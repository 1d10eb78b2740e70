"""Takes the README's picture from the real site: ``python docs/pictures/take.py var/site``.

Needs the extra ``test`` and Debian's chromium.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
SHOTS = {"home": ("index.html", 1280, 900)}


def main(site: Path) -> None:
    """Write one picture for each of ``SHOTS``, beside this script."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        for name, (page_name, width, height) in SHOTS.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
            page.goto((site / page_name).resolve().as_uri())
            page.screenshot(path=Path(__file__).with_name(f"{name}.png"))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "var/site"))
