// Takes along what the search finds: references made from the packs in take/, the feed that tells of it, its citation.
"use strict";
(() => {
  const root = new URL("../", document.currentScript.src);
  const form = document.getElementById("search");
  const box = document.getElementById("take");
  const { said, many, none, feed, about } = box.dataset;
  const known = new Map();
  const waiting = new Map();

  // Each file in take/ is a script that calls this, so that a page from a folder may load it too.
  globalThis.takeData = (name, data) => waiting.get(name)?.(data);

  function load(name) {
    if (!known.has(name)) {
      known.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        waiting.set(name, resolve);
        script.src = new URL(`take/${name}.js`, root).href;
        script.onload = () => script.remove();
        script.onerror = () => { known.delete(name); reject(new Error(`${name}.js`)); };
        document.head.append(script);
      }));
    }
    return known.get(name);
  }

  /** For each id the name of its pack and its place there. */
  async function places(ids) {
    const { months, pack, ids: size } = await load("base");
    const wanted = new Set(ids);
    const found = new Map();
    const parts = months.flatMap(([month, works]) => Array.from({ length: Math.ceil(works / size) }, (_, n) => [month, n]));
    await Promise.all(parts.map(async ([month, n]) => (await load(`ids-${month}-${n}`)).forEach((id, place) => {
      const at = n * size + place;
      if (wanted.has(id)) found.set(id, [`${month}-${Math.floor(at / pack)}`, at % pack]);
    })));
    return ids.map((id) => found.get(id));
  }

  /** The ids of all works that the search finds, in their order; null where there are too many. */
  async function found() {
    const most = Number(box.dataset.most);
    const answer = await form.asks({ offset: 0, limit: most, counts: false });
    return answer.total > most ? null : answer.hits.map(({ card: [page] }) => page.split("/")[1]);
  }

  async function take(suffix) {
    const status = document.getElementById("take-said");
    status.textContent = said;
    try {
      const ids = await found();
      if (!ids?.length) { status.textContent = ids ? none : many; return; }
      const [type, before, between, after] = (await load("base")).forms[suffix];
      const texts = await Promise.all((await places(ids)).map(async ([pack, place]) => (await load(`${suffix}-${pack}`))[place]));
      save(new Blob([before, texts.join(between), after], { type }), suffix);
      status.textContent = "";
    } catch (error) {
      status.textContent = error.message;
    }
  }

  function save(blob, suffix) {
    const link = document.createElement("a");
    const words = [...new URLSearchParams(location.search).values()].join("-").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);
    link.href = URL.createObjectURL(blob);
    link.download = `${words.replace(/^-|-$/g, "") || "works"}.${suffix}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  /** The folder of the feed that tells of just these works; empty where there is none. */
  async function follows() {
    const { values, pairs, questions } = await load("feeds");
    const given = [...new URLSearchParams(location.search)].filter(([name]) => !["sort", "page"].includes(name));
    const slug = ([facet, value]) => `${facet}/${(Object.hasOwn(values, facet) && values[facet][value]) || value}/`;
    const named = new Set(given.map(([name]) => name));
    if (!given.length) return "./";
    if (named.has("q")) return (given.length === 1 && Object.hasOwn(questions, given[0][1]) && questions[given[0][1]]) || "";
    if (named.has("from") || named.has("to") || named.size < given.length || given.length > 2) return "";
    if (given.length === 1) return `facets/${slug(given[0])}`;
    const both = pairs.map(([first, second, of]) => [given.find(([name]) => name === first), given.find(([name]) => name === second), of]);
    const pair = both.find(([first, second, of]) => first && second && of[first[1]]?.includes(second[1]));
    return pair ? `facets/${slug(pair[0])}${slug(pair[1])}` : "";
  }

  async function tell() {
    const here = location.href;
    const folder = await follows().catch(() => "");
    const words = document.getElementById("asked").innerText || document.querySelector("h1").textContent;
    const works = document.getElementById("status").innerText;
    if (here !== location.href) return;
    const line = document.getElementById("take-feed");
    line.textContent = folder ? feed : line.dataset.none;
    if (folder) {
      const link = document.createElement("a");
      link.href = new URL(`${folder}feed.xml`, root).href;
      link.textContent = "Atom";
      line.append(" ", link);
    }
    document.getElementById("take-cite").textContent = `${about} ${words} ${works}. ${here.replace(/#.*/, "")}`.replace(/\s+/g, " ");
  }

  for (const button of box.querySelectorAll("button")) button.addEventListener("click", () => take(button.value));
  // Whatever changes the search changes what is said of it.
  new MutationObserver(tell).observe(document.getElementById("status"), { childList: true, subtree: true, characterData: true });
  tell();
})();
