"""Making a site again: what is left as it was is just what a build from nothing would make."""

from collections.abc import Callable
from dataclasses import fields, replace

import pytest

from corpus.families import Relation
from corpus.passages import Passage
from index.book import ConceptBook, Scheme
from index.definitions.tracking import NOTHING
from site_builder import putting
from site_builder.build import build_site
from site_builder.manifest import manifest_file
from site_builder.pages.facets import pairs, values
from site_builder.pages.works import works
from site_builder.prints import prints_of
from site_builder.render import Renderer, environment
from site_builder.site import Asked, Site
from site_builder.taking.amounts import Amounts
from site_builder.taking.taking import taking
from site_builder.tongues.tongue import tongue_of
from site_builder.viewing import viewing

from .conftest import make_tags, make_work
from .test_build import contents, times

LATER = "2026-05-09T12:00:00+00:00"


def with_works(site: Site, works, tags=None) -> Site:
    """The site with other works; those that are new have these tags."""
    found = {work.id: work for work in works}
    known = {work: site.tags(work) for work in (one.id for one in site.works())} | (tags or {})
    health = tuple(
        replace(one, works=len(found), dated=sum(work.item.date is not None for work in found.values()))
        for one in site.health
    )
    ordered = [found[name] for name in sorted(found)]
    return replace(site, works=lambda: iter(ordered), tags=lambda work: known[work], health=health)


def one_more(site: Site) -> Site:
    """A work more, with a publisher and a pair of values that were not there."""
    new = make_work(
        "w-new", "Income from honey in Uganda", note="Uganda sells honey for income.", publisher="New Hive"
    )
    tags = make_tags(new, ("region", "ug", "Uganda"), ("driver", "income", "income"))
    return with_works(site, [*site.works(), new], {new.id: tags})


def without(site: Site) -> Site:
    """A work less."""
    return with_works(site, [work for work in site.works() if work.id != "w-copy"])


def other_title(site: Site) -> Site:
    """A work has another title, and its fingerprint is the same."""
    return with_works(site, [
        replace(work, item=replace(work.item, title="Honey, in Kenya")) if work.id == "w-kenya" else work
        for work in site.works()
    ])  # fmt: skip


def other_tags(site: Site) -> Site:
    """A work lost a tag."""
    less = tuple(tag for tag in site.tags("w-kenya") if tag.concept != "income")
    return replace(site, tags=lambda work: less if work == "w-kenya" else site.tags(work))


def withdrawn(site: Site) -> Site:
    """A work is not listed any more."""
    return with_works(site, [
        replace(work, state="withdrawn") if work.id == "w-kenya" else work for work in site.works()
    ])  # fmt: skip


def judged(site: Site) -> Site:
    """A person denied what words say."""
    return replace(site, denied=lambda work: site.tags("w-kenya")[:1] if work == "w-kenya" else ())


def other_book(site: Site) -> Site:
    """A concept has another name, and one more member."""
    schemes = []
    for scheme in site.book.schemes:
        concepts = tuple(
            replace(one, label={"en": "Bee income"}, note="Money.") if one.id == "income" else one
            for one in scheme.concepts
        )
        schemes.append(Scheme(scheme.id, scheme.title, concepts))
    return replace(site, book=ConceptBook(schemes))


def checked_later(site: Site) -> Site:
    """A harvest that found the same."""
    works = [replace(work, last_checked=LATER) if work.state == "listed" else work for work in site.works()]
    health = tuple(replace(one, last_good=LATER) for one in site.health)
    return replace(with_works(site, works), as_of=LATER, health=health)


def sources_apart(site: Site) -> Site:
    """The source was read later than its works were checked."""
    return replace(site, health=tuple(replace(one, last_good=LATER) for one in site.health))


CHANGES: dict[str, tuple[Callable[[Site], Site], ...]] = {
    "works": (one_more, without, other_title, withdrawn),
    "tags": (other_tags,),
    "denied": (judged,),
    "book": (other_book,),
    "as_of": (checked_later,),
    "health": (
        sources_apart,
        lambda site: replace(site, health=tuple(replace(one, verified=False) for one in site.health)),
    ),
    "title": (lambda site: replace(site, title="All on bees"),),
    "subject": (lambda site: replace(site, subject="Observatory"),),
    "tagline": (lambda site: replace(site, tagline="Other words."),),
    "base_url": (lambda site: replace(site, base_url="https://other.example/bees"),),
    "languages": (lambda site: replace(site, languages=("sl", "en")),),
    "contact": (lambda site: replace(site, contact="https://bees.example/ask"),),
    "version": (lambda site: replace(site, version="2.0"),),
    "sources": (lambda site: replace(site, sources=(replace(site.sources[0], title="Kept"), *site.sources[1:])),
                lambda site: replace(site, sources=(replace(site.sources[0], regions=("ke",)), *site.sources[1:]))),
    "runs": (lambda site: replace(site, runs=site.runs[:1]),),
    "dropped": (lambda site: replace(site, dropped=()),),
    "changes": (lambda site: replace(site, changes=()),),
    "sightings": (),
    "licence": (lambda site: replace(site, licence="CC-BY-4.0"),),
    "snapshot": (lambda site: replace(site, snapshot="fedcba9876543210"),),
    "kept": (lambda site: replace(site, kept=3),),
    "relations": (lambda site: replace(site, relations=(Relation("w-copy", "draft", "w-kenya", "title"),)),),
    "passages": (
        lambda site: replace(site, passages=(Passage("w-copy", "w-kenya", 0, 5, 0, 5, 1, dated=True),)),
    ),
    "joined": (lambda site: replace(site, joined={"w-once": "w-kenya"}),),
    "tracked": (lambda site: replace(site, tracked=NOTHING),),
    "words": (),
    "questions": (lambda site: replace(site, questions=(Asked("Honey", "honey", ("w-kenya",)),)),),
    "templates": (),
    "interface": (lambda site: replace(site, interface=("en", "fr")), lambda site: replace(site, interface=("fr",))),
    "amounts": (lambda site: replace(site, amounts=Amounts(references_from=2, feeds_from=2, styles=False)),),
}  # fmt: skip
"""For each part of a site how it may change; the search, templates and what is only in the dataset are tried elsewhere."""


def test_each_part_of_a_site_is_changed_here() -> None:
    """Who adds something to a site says here how it changes, so that pages that show it are tried."""
    assert {one.name for one in fields(Site)} == set(CHANGES)


FINGERPRINTED = (works, values, pairs)
"""The pages that may be left as they were."""


def shown_by(site: Site) -> dict[str, tuple[str, bytes]]:
    """For each page that may be left: the fingerprint of what it shows, and its bytes."""
    tongues = [tongue_of(code) for code in site.interface]
    env = environment((), tongues[0])
    with (
        viewing(site, tongue=tongues[0], prints=prints_of(site, published=False)) as view,
        taking(view) as taken,
    ):
        env.globals["taking"] = taken
        renderer = Renderer(env, view, tongues)
        return {
            page.path: (page.shows, renderer.bytes_of(page)) for make in FINGERPRINTED for page in make(view)
        }


@pytest.fixture(scope="module")
def before(small):
    """The pages before anything changed."""
    return shown_by(small)


@pytest.mark.parametrize(
    "change", [pytest.param(one, id=f"{part}-{n}") for part, those in CHANGES.items() for n, one in enumerate(those)]
)  # fmt: skip
def test_pages_that_show_the_same_are_the_same(change, small, before):
    """Whatever changes, a page with the fingerprint that it had has the bytes that it had."""
    after = shown_by(change(small))

    stays = {name for name, (shows, _) in after.items() if shows and before.get(name, ("",))[0] == shows}
    assert {name: after[name][1] for name in stays} == {name: before[name][1] for name in stays}


def test_a_new_work_leaves_what_does_not_show_it(small, before):
    """A new work on Uganda is no reason to make the page of a law of Slovenia again."""
    after = shown_by(one_more(small))

    stays = {name for name, (shows, _) in after.items() if before.get(name, ("",))[0] == shows}
    assert {
        "works/w-copy/index.html",
        "facets/theme/hives/index.html",
        "facets/kind/policy/index.html",
    } <= stays
    assert "facets/driver/income/index.html" not in stays


def other_template(site: Site, folder) -> Site:
    """An observatory's own page of a work."""
    folder.mkdir(exist_ok=True)
    (folder / "work.html").write_text("{{ work.id }} of {{ view.cards|length }}")
    return replace(site, templates=(folder,))


def test_what_is_made_again_is_what_a_build_from_nothing_makes(small, tmp_path):
    """One change after the other, and every byte is compared with a site that has no past."""
    here, templates = tmp_path / "here", tmp_path / "templates"
    build_site(small, here)
    site = small
    for number, change in enumerate((
        one_more, other_tags, checked_later, lambda site: replace(site, interface=("en", "fr")),
        lambda site: other_template(site, templates), lambda site: without(replace(site, templates=())),
    )):  # fmt: skip
        site = change(site)
        build_site(site, here)
        build_site(site, tmp_path / f"anew-{number}")

        made = contents(here)
        leading = {name for name, data in made.items() if b"This page has moved" in data}
        assert {name: made[name] for name in made if name not in leading} == contents(
            tmp_path / f"anew-{number}"
        )
        assert all("w-copy" in name or "facets/" in name for name in leading)


def test_a_page_that_shows_the_same_is_not_rendered(small, tmp_path, monkeypatch):
    """It is taken over with its time; rendered are the new work, and one that defines something and so shows others."""
    build_site(small, tmp_path / "site")
    before = times(tmp_path / "site")
    rendered: list[str] = []
    real = Renderer.bytes_of
    monkeypatch.setattr(
        Renderer, "bytes_of", lambda self, page: (rendered.append(page.path), real(self, page))[1]
    )

    build_site(one_more(small), tmp_path / "site")

    after = times(tmp_path / "site")
    assert [name for name in rendered if name.startswith("works/w-")] == [
        "works/w-kenya/index.html", "works/w-new/index.html",
    ]  # fmt: skip
    assert before["works/w-copy/index.html"] == after["works/w-copy/index.html"]


def test_a_damaged_page_is_not_taken_over(small, tmp_path):
    """What somebody changed in the folder is made again, though it would show the same."""
    page = tmp_path / "site/works/w-copy/index.html"
    build_site(small, tmp_path / "site")
    good = page.read_bytes()
    page.unlink()
    page.write_bytes(good.replace(b"hive", b"HIVE"))

    build_site(one_more(small), tmp_path / "site")

    assert page.read_bytes() == good


def test_without_what_is_known_every_page_is_made(small, tmp_path):
    """The file beside the site may be deleted, or damaged."""
    build_site(small, tmp_path / "site")
    good = contents(tmp_path / "site")
    manifest_file(tmp_path / "site").write_text("{half")

    build_site(small, tmp_path / "site")

    assert contents(tmp_path / "site") == good


def test_two_processes_make_what_one_makes(small, tmp_path, monkeypatch):
    """The pages of lists may be made in a copy of the process; the bytes are the same, and so is what is known."""
    build_site(small, tmp_path / "one")
    monkeypatch.setattr(putting, "ENOUGH", 1)
    monkeypatch.setattr(putting, "second_core", lambda: True)

    build_site(small, tmp_path / "two")

    assert contents(tmp_path / "two") == contents(tmp_path / "one")
    assert manifest_file(tmp_path / "two").read_bytes() == manifest_file(tmp_path / "one").read_bytes()
