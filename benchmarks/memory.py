"""The memory of a long harvest: it must not grow with the number of answers.

Prints the peak of the process after each fifth of the harvest, and the last by the first.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from made_up_feeds import addresses, serve
from side_by_side import arguments, peak


def ours(urls: list[str], folder: Path) -> None:
    """Harvest these feeds into the corpus in this folder, and tell the peak as it goes on."""
    from corpus.store import Place, now, writing
    from spiders.harvest import harvest
    from spiders.settings import Manners
    from spiders.sheet import Source

    sources = [
        Source(id=f"feed_{number}", title="Made up", publisher="Nobody", kind="feed", url=url)
        for number, url in enumerate(urls)
    ]
    manners = Manners(
        "benchmark", delay=0, robots=False, sources_at_once=16, budget=3600, allow=("127.0.0.0/8",)
    )
    peaks: list[float] = []

    def watch(_step: str, done: int, total: int) -> None:
        if done % (total // 5) == 0:
            peaks.append(peak())
            print(f"{done:6} answers: {peaks[-1]:6.1f} MB at most", flush=True)

    with writing(Place(folder), "benchmark") as (writer, _, bodies):
        done = harvest(sources, writer, bodies, manners, collections=(), now=now(), progress=watch)
    assert {run.outcome for run in done.runs} == {"ok"}, [run for run in done.runs if run.outcome != "ok"][:3]
    print(f"the last by the first: {peaks[-1] / peaks[0]:.2f}")


def main() -> None:
    """Serve the feeds and harvest them; or be one side."""
    given = arguments(__doc__, ["ours", "serve"], "feeds", 10_000)
    if given.side == "serve":
        serve(given.feeds)
        return
    if given.side == "ours":
        folder, _, port = given.given.rpartition(":")
        ours(addresses(int(port), given.feeds), Path(folder))
        return
    command = [sys.executable, __file__, "--feeds", str(given.feeds), "--side"]
    with (
        tempfile.TemporaryDirectory() as scratch,
        subprocess.Popen([*command, "serve"], stdout=subprocess.PIPE, text=True) as server,
    ):
        try:
            port = server.stdout.readline().strip()
            assert port, "the server did not start"
            subprocess.run([*command, "ours", "--given", f"{scratch}:{port}"], check=True)
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
