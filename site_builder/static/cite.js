// Names the search that is shown, or does a cited one again in the state that it names; loaded when asked for.
"use strict";
(() => {
  const here = document.currentScript.src;
  const place = document.getElementById("cited");
  const form = document.getElementById("search");
  const words = JSON.parse(document.getElementById("words").textContent);
  const make = (name, given) => Object.assign(document.createElement(name), given);
  const say = (name, given, ...parts) => place.append(words[name].replace(/%\((\w+)\)s/g, (_, key) => given[key]), ...parts, make("br"));

  // An engine of its own for the files of a kept state: in a frame where a page from a folder has no worker.
  const inWorker = async (kept) => (state) => new Promise((resolve, reject) => {
    const worker = new Worker(new URL(`search-engine.js?${kept}`, here));
    worker.onmessage = ({ data }) => { worker.terminate(); if (data.answer) resolve(data.answer); else reject(new Error(data.lost)); };
    worker.onerror = reject;
    worker.postMessage({ number: 0, state });
  });

  const inFrame = (kept) => new Promise((resolve, reject) => {
    const frame = make("iframe", { hidden: true });
    document.body.append(frame);
    const { contentDocument: inside, contentWindow: own } = frame;
    const script = inside.createElement("script");
    script.onerror = reject;
    script.onload = () => {
      own.searchEngine.begin(new URL("../search/", here).href, kept);
      resolve((state) => own.searchEngine.search(state).finally(() => frame.remove()));
    };
    script.src = new URL("search-engine.js", here).href;
    inside.head.append(script);
  });

  async function ask(kept) {
    const engine = kept && (location.protocol === "file:" ? inFrame : inWorker)(kept);
    return (await form.asks({ ids: true, cards: false, counts: false }, engine)).ids;
  }

  async function check(ids) {
    const made = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(ids.join("\n")));
    return [...new Uint8Array(made)].slice(0, 6).map((one) => one.toString(16).padStart(2, "0")).join("");
  }

  async function run() {
    const given = new URLSearchParams(location.search);
    const cited = given.get("snapshot");
    place.replaceChildren();
    try {
      const now = await ask();
      if (!cited) {
        given.delete("page");
        for (const [name, value] of Object.entries({ snapshot: form.dataset.snapshot, count: now.length, check: await check(now) })) given.set(name, value);
        const { href } = new URL(`?${given}`, location);
        say("cited", { state: form.dataset.snapshot }, " ", make("a", { href, textContent: href }));
        return;
      }
      const then = await ask(cited);
      const same = then.length === Number(given.get("count")) && await check(then) === given.get("check");
      say(same ? "reproduced" : "not_reproduced", { state: cited, n: then.length, cited: given.get("count"), now: now.length });
      for (const [word, some, others] of [["entered", now, then], ["left", then, now]]) {
        const known = new Set(others);
        const ids = some.filter((id) => !known.has(id));
        say(word, { n: ids.length }, ...ids.flatMap((id) => [" · ", make("a", { href: new URL(`../works/${id}/index.html`, here).href, textContent: id })]));
      }
    } catch (error) {
      say("not_replayed", { why: error.message });
    }
  }

  document.getElementById("cite").addEventListener("click", run);
  run();
})();
