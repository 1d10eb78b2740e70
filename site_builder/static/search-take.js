// Takes along what the search finds: references made from the packs in take/, the feed that tells of it, its citation.
// Loaded once, when it is first asked for.
"use strict";
(() => {
  const form = document.getElementById("search");
  const { here, make, say, figure, script, engine, root, state } = form.parts;
  const box = here("take");
  const { said, many, none, feed, about } = box.dataset;
  const known = new Map();
  const read = new Map();
  const given = () => new URLSearchParams(location.search);
  const ask = async (change, kept) => (await engine(kept))({ ...state(), offset: 0, counts: false, ...change });

  // Each file in take/ is a script that calls this, so that a page from a folder may load it too.
  globalThis.takeData = (name, data) => read.set(name, data);

  function load(name) {
    if (!known.has(name)) known.set(name, script(`take/${name}.js`).then(() => read.get(name), (error) => { known.delete(name); throw error; }));
    return known.get(name);
  }

  /** For each id the name of its pack and its place there. */
  async function places(ids) {
    const { months, pack, ids: size } = await load("base");
    const found = new Map();
    const parts = months.flatMap(([month, works]) => Array.from({ length: Math.ceil(works / size) }, (_, n) => [month, n]));
    await Promise.all(parts.map(async ([month, n]) => (await load(`ids-${month}-${n}`)).forEach((id, place) => {
      const at = n * size + place;
      found.set(id, [`${month}-${Math.floor(at / pack)}`, at % pack]);
    })));
    return ids.map((id) => found.get(id));
  }

  async function take(suffix) {
    const status = here("take-said");
    status.textContent = said;
    try {
      const limit = Number(box.dataset.most);
      const { total, hits } = await ask({ limit });
      if (!total || total > limit) { status.textContent = total ? many : none; return; }
      const { forms, sorted } = await load("base");
      const [type, before, between, after] = forms[suffix];
      const found = await places(hits.map(({ card: [page] }) => page.split("/")[1]));
      const texts = await Promise.all(found.map(async ([pack, place]) => (await load(`${suffix}-${pack}`))[place]));
      // A list of citations has the order of the alphabet, every other that of the results.
      if (sorted.includes(suffix)) texts.sort(new Intl.Collator().compare);
      save(new Blob([before, texts.join(between), after], { type }), suffix);
      status.textContent = "";
    } catch (error) {
      status.textContent = error.message;
    }
  }

  function save(blob, suffix) {
    const words = [...given().values()].join("-").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);
    const link = make("a", { href: URL.createObjectURL(blob), download: `${words.replace(/^-|-$/g, "") || "works"}.${suffix}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  /** The folder of the feed that tells of just these works; empty where there is none. */
  async function follows() {
    const { values, pairs, questions } = await load("feeds");
    const asked = [...given()].filter(([name]) => !["sort", "page"].includes(name));
    const slug = ([facet, value]) => `${facet}/${(Object.hasOwn(values, facet) && values[facet][value]) || value}/`;
    const named = new Set(asked.map(([name]) => name));
    if (!asked.length) return "./";
    if (named.has("q")) return (asked.length === 1 && Object.hasOwn(questions, asked[0][1]) && questions[asked[0][1]]) || "";
    if (named.has("from") || named.has("to") || named.size < asked.length || asked.length > 2) return "";
    if (asked.length === 1) return `facets/${slug(asked[0])}`;
    const both = pairs.map(([first, second, of]) => [asked.find(([name]) => name === first), asked.find(([name]) => name === second), of]);
    const pair = both.find(([first, second, of]) => first && second && of[first[1]]?.includes(second[1]));
    return pair ? `facets/${slug(pair[0])}${slug(pair[1])}` : "";
  }

  async function tell() {
    const page = location.href;
    const folder = await follows().catch(() => "");
    if (page !== location.href) return;
    const words = here("asked").innerText || document.querySelector("h1").textContent;
    const line = here("take-feed");
    line.textContent = folder ? feed : line.dataset.none;
    if (folder) line.append(" ", make("a", { href: new URL(`${folder}feed.xml`, root).href }, "Atom"));
    here("take-cite").textContent = `${about} ${words} ${here("status").innerText}. ${page.replace(/#.*/, "")}`.replace(/\s+/g, " ");
  }

  // ---- Names the search that is shown, or does a cited one again in the state that it names.
  async function check(ids) {
    const made = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(ids.join("\n")));
    return [...new Uint8Array(made)].slice(0, 6).map((one) => one.toString(16).padStart(2, "0")).join("");
  }

  async function cite() {
    const place = here("cited");
    const line = (...parts) => place.append(...parts, make("br"));
    const asked = given();
    const cited = asked.get("snapshot");
    const ids = async (kept) => (await ask({ ids: true, cards: false }, kept)).ids;
    place.replaceChildren();
    try {
      const now = await ids();
      if (!cited) {
        asked.delete("page");
        asked.set("snapshot", form.dataset.snapshot);
        asked.set("count", now.length);
        asked.set("check", await check(now));
        const { href } = new URL(`?${asked}`, location);
        line(`${say("cite", { state: form.dataset.snapshot })} `, make("a", { href }, href));
        return;
      }
      const then = await ids(cited);
      const same = then.length === Number(asked.get("count")) && await check(then) === asked.get("check");
      line(say(same ? "as_cited" : "not_as_cited", { state: cited, n: figure(then.length), count: asked.get("count"), now: figure(now.length) }));
      for (const [name, some, others] of [["entered", now, then], ["left", then, now]]) {
        const out = new Set(others);
        const works = some.filter((id) => !out.has(id));
        line(say(name, { n: figure(works.length) }), ...works.flatMap((id) => [" · ", make("a", { href: new URL(`works/${id}/index.html`, root).href }, id)]));
      }
    } catch (error) {
      line(say("not_replayed", { why: error.message }));
    }
  }

  box.addEventListener("click", ({ target }) => { if (target.value) take(target.value); });
  // Whatever changes the search changes what is said of it.
  new MutationObserver(tell).observe(here("status"), { childList: true, subtree: true, characterData: true });
  tell();
  here("cite")?.addEventListener("click", cite);
  if (document.activeElement === here("cite") || given().has("snapshot")) cite();
})();
