// Names the search that is shown, or does a cited one again in the state that it names; loaded when asked for.
"use strict";
(() => {
  const here = document.currentScript.src;
  const place = document.getElementById("cited");
  const form = document.getElementById("search").dataset;
  const say = (...parts) => place.append(...parts, document.createElement("br"));
  const link = (href, text) => Object.assign(document.createElement("a"), { href, textContent: text });

  function ask(given, kept) {
    const filters = {};
    for (const [name, value] of given) if (!/^(q|from|to|sort|page|snapshot|count|check)$/.test(name)) (filters[name] ??= []).push(value);
    const part = (name) => given.get(name) ?? "";
    const state = { q: part("q"), from: part("from"), to: part("to"), sort: part("sort"), filters, ids: true, cards: false, counts: false };
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL(`search-engine.js${kept && `?${kept}`}`, here));
      worker.onmessage = ({ data }) => { worker.terminate(); if (data.answer) resolve(data.answer.ids); else reject(new Error(data.wrong || data.lost)); };
      worker.onerror = reject;
      worker.postMessage({ number: 0, state });
    });
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
      if (!cited) {
        const ids = await ask(given, "");
        given.delete("page");
        for (const [name, value] of Object.entries({ snapshot: form.snapshot, count: ids.length, check: await check(ids) })) given.set(name, value);
        say("This search, in the state ", form.snapshot, ": ", link(`?${given}`, new URL(`?${given}`, location).href));
        return;
      }
      const [then, now] = await Promise.all([ask(given, cited), ask(given, "")]);
      const same = then.length === Number(given.get("count")) && await check(then) === given.get("check");
      say(`State ${cited}: ${then.length} works, ${same ? "the same as cited, in the same order" : `not as cited (${given.get("count")})`}. Today ${now.length}.`);
      for (const [word, some, others] of [["Entered", now, then], ["Left", then, now]]) {
        const known = new Set(others);
        const ids = some.filter((id) => !known.has(id));
        say(`${word}: ${ids.length}`, ...ids.flatMap((id) => [" · ", link(new URL(`../works/${id}/index.html`, here), id)]));
      }
    } catch (error) {
      say(`This cannot be replayed here (${error.message}); "observatory replay" may.`);
    }
  }

  document.getElementById("cite").addEventListener("click", run);
  run();
})();
