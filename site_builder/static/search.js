// The page of the search: its state is the query string, its answers come from search-engine.js.
"use strict";
(() => {
  const form = document.getElementById("search");
  const here = (id) => document.getElementById(id);
  const root = new URL("../", document.currentScript?.src ?? document.querySelector("script[src$='search.js']").src);
  const SIZE = Number(form.dataset.size);
  const OPEN = Number(form.dataset.open);
  const MOST = 200;
  const ORDERS = ["rank", "date", "title"];
  const WORDS = JSON.parse(document.getElementById("words").textContent);
  const TONGUE = document.documentElement.lang;
  const say = (name, given = {}) => WORDS[name].replace(/%\((\w+)\)s/g, (_, key) => given[key]);
  const FACETS = [...form.querySelectorAll("fieldset[data-facet]")].map((one) => one.dataset.facet);
  // The first view, to which the way back leads.
  const first = ["hits", "status", "pages"].map((id) => here(id).cloneNode(true));
  const counts = new Map();
  const LOCALE = `${TONGUE === "en" ? "en-GB" : TONGUE}-u-nu-latn`;
  const figures = new Intl.NumberFormat(LOCALE);
  const figure = (number) => (TONGUE === "en" ? figures.format(number).replaceAll(",", "\u202f") : figures.format(number));

  // Elements are made, never written as HTML: what is shown was harvested.
  function make(name, attributes = {}, ...inside) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== "" && value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...inside.filter((one) => one !== ""));
    return element;
  }

  const script = (path) => new Promise((resolve, reject) => {
    const made = make("script", { src: new URL(path, root).href });
    made.onload = resolve;
    made.onerror = () => reject(new Error(path));
    document.head.append(made);
  });

  // ---- The engine, in a worker where there may be one; each kept state has its own.
  const engines = {};
  function engine(kept = "") {
    engines[kept] ??= worker(kept).catch(() => inPage(kept)).catch((error) => { delete engines[kept]; throw error; });
    return engines[kept];
  }

  async function worker(kept) {
    if (location.protocol === "file:") throw new Error("file:");
    const made = new Worker(new URL(`static/search-engine.js${kept && `?${kept}`}`, root));
    const open = new Map();
    let asked = 0;
    made.onerror = () => { delete engines[kept]; open.forEach(({ no }) => no(new Error("search-engine.js"))); };
    made.onmessage = ({ data: { number, answer, question, lost } }) => {
      const { yes, no } = open.get(number);
      open.delete(number);
      if (answer) yes(answer); else no(Object.assign(new Error(lost), { question }));
    };
    return (state) => new Promise((yes, no) => { open.set(asked += 1, { yes, no }); made.postMessage({ number: asked, state }); });
  }

  let loaded = null;
  async function inPage(kept) {
    await (loaded ??= script("static/search-engine.js"));
    const made = newSearchEngine();
    made.begin("search/", kept, script);
    return made.search;
  }

  // ---- The state, in one order, so that one search has one address.
  const year = (text) => (/^\d{4}$/.test(text) ? text : "");

  function read() {
    const given = new URLSearchParams(location.search);
    const filters = {};
    for (const name of FACETS) {
      const values = [...new Set(given.getAll(name).filter(Boolean))].sort();
      if (values.length) filters[name] = values;
    }
    const q = (given.get("q") ?? "").trim();
    const sort = ORDERS.includes(given.get("sort")) ? given.get("sort") : "";
    return { q, filters, from: year(given.get("from")), to: year(given.get("to")), sort, page: Math.max(1, Number.parseInt(given.get("page"), 10) || 1) };
  }

  function address({ q, filters, from, to, sort, page }) {
    const given = new URLSearchParams();
    if (q) given.append("q", q);
    for (const name of FACETS) for (const value of [...(filters[name] ?? [])].sort()) given.append(name, value);
    if (from) given.append("from", from);
    if (to) given.append("to", to);
    if (sort && sort !== (q ? "rank" : "date")) given.append("sort", sort);
    if (page > 1) given.append("page", page);
    const text = given.toString();
    return `${location.pathname}${text ? `?${text}` : ""}`;
  }

  let state = read();
  let asked = 0;

  function go(change, keep = false) {
    state = { ...state, page: 1, ...change };
    history[keep ? "replaceState" : "pushState"](null, "", address(state));
    show();
  }

  const isFirst = () => address(state) === location.pathname;

  async function show() {
    asked += 1;
    const number = asked;
    if (here("q").value.trim() !== state.q) here("q").value = state.q;
    here("from").value = state.from;
    here("to").value = state.to;
    drawSentence();
    if (isFirst()) {
      for (const one of first) here(one.id).replaceChildren(...one.cloneNode(true).childNodes);
      for (const [name, rows] of counts) drawFacet(name, rows);
      drawOrders();
      return;
    }
    here("hits").setAttribute("aria-busy", "true");
    const slow = setTimeout(() => { here("status").textContent = say("searching"); }, 300);
    try {
      const answer = await (await engine())({ ...state, offset: (state.page - 1) * SIZE, limit: SIZE });
      clearTimeout(slow);
      if (number === asked) draw(answer);
    } catch (error) {
      clearTimeout(slow);
      if (number === asked) drawFault(error);
    } finally {
      if (number === asked) here("hits").removeAttribute("aria-busy");
    }
  }

  // ---- Drawing.
  function draw(answer) {
    const { total, of, relaxed, meant, facets } = answer;
    if (total && !answer.hits.length) {
      // A part behind the last one, in an old address.
      go({ page: Math.ceil(total / SIZE) }, true);
      return;
    }
    const [before, after] = say("of", { n: "\n", all: figure(of) }).split("\n");
    here("status").replaceChildren(before, make("strong", {}, figure(total)), after, relaxed ? say("relaxed") : "");
    here("hits").replaceChildren(...(total ? answer.hits.map((hit) => card(hit, answer)) : [nothing()]));
    if (meant) here("hits").prepend(make("p", { class: "state" }, `${say("meant")} `, link({ q: meant }, meant), "?"));
    for (const { name, values } of facets) drawFacet(name, values);
    drawOrders();
    drawPages(total);
  }

  function drawFault(error) {
    here("status").textContent = say(error.question ? "wrong" : "lost");
    here("hits").replaceChildren(make("p", { class: "state stop" }, error.question ? say(...error.question) : say("lost_file", { file: error.message })));
    here("pages").replaceChildren();
  }

  function nothing() {
    const without = Object.keys(state.filters).length ? link({ filters: {}, from: "", to: "" }, say("unfiltered")) : "";
    return make("p", { class: "state" }, `${say("nothing")} `, without);
  }

  const languages = new Intl.DisplayNames(LOCALE, { type: "language" });

  /** A date of any precision, as the pages say it. */
  function day(date) {
    const [, month, day] = date.split("-");
    return make("time", { datetime: date }, new Intl.DateTimeFormat(LOCALE, { timeZone: "UTC", year: "numeric", month: month && "long", day: day && "numeric" }).format(new Date(date)));
  }

  function card({ card: [page, title, language, direction, publisher, facts, date, said, evidence], why }, answer) {
    const foreign = language && language.split("-")[0] !== TONGUE;
    const own = foreign ? { lang: language, dir: direction } : { dir: "auto" };
    const by = [publisher && make("bdi", {}, publisher), ...facts.map((one) => WORDS[one] ?? one), foreign && say("in_language", { language: languages.of(language) }), date ? day(date) : say("undated")].filter(Boolean);
    const line = make("p", { class: "by" }, ...by.flatMap((one, n) => (n ? [" · ", one] : [one])));
    const body = make("div", {}, make("h2", {}, make("a", { href: new URL(page, root).href }, make("span", own, ...marked(title, [], answer)))), line);
    if (said.length) body.append(make("p", { class: "say", dir: "auto" }, ...marked(said[0], said[1], answer)));
    return make("article", { class: "card" }, body, make("ul", { class: "why" }, ...reasons(why, evidence)));
  }

  function reasons(why, evidence) {
    const ticked = Object.entries(state.filters).flatMap(([name, values]) => values.filter((value) => evidence[`${name}:${value}`]).map((value) => make("li", {}, make("b", {}, labelOf(name, value)), " ", make("i", {}, `“${evidence[`${name}:${value}`]}”`))));
    const whole = why.reduce((sum, one) => sum + one.score, 0);
    const words = why.map((one) => make("li", {}, make("b", { class: "hit" }, one.text), " ", one.fields.map(([field, times]) => (field === "title" ? say("in_title") : say("in_field", { n: figure(times), field: say(field) }))).join(", "),
      why.length > 1 ? make("span", { class: "soft" }, ` · ${say("share", { share: new Intl.NumberFormat(LOCALE, { style: "percent" }).format(one.score / whole) })}`) : ""));
    return [...ticked, ...words];
  }

  // A text with the words of the query in bold, within the marks of its tags.
  function marked(text, marks, { words, begun }) {
    const wanted = new Set(words);
    const hits = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].filter(([word]) => {
      const folded = word.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
      return wanted.has(folded) || begun.some((start) => folded.startsWith(start));
    }).map(({ 0: word, index }) => [index, index + word.length]);
    const cuts = [...new Set([0, text.length, ...[...marks, ...hits].flatMap(([start, end]) => [start, end])])].sort((x, y) => x - y);
    return cuts.slice(1).map((end, n) => {
      const start = cuts[n];
      const over = ([first, last]) => first < end && last > start;
      const kinds = [...new Set(marks.filter(over).map((mark) => mark[2]))].sort();
      let piece = text.slice(start, end);
      if (hits.some(over)) piece = make("b", { class: "hit" }, piece);
      return kinds.length ? make("mark", { class: kinds.join(" ").trim() }, piece) : piece;
    });
  }

  function link(change, words, attributes = {}) {
    const next = { ...state, page: 1, ...change };
    const element = make("a", { href: address(next), ...attributes }, words);
    element.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(change);
      here("results").focus();
    });
    return element;
  }

  const labels = new Map();
  const labelOf = (name, value) => labels.get(`${name}:${value}`) ?? value;

  function drawFacet(name, values) {
    const fieldset = form.querySelector(`fieldset[data-facet="${name}"]`);
    if (!fieldset) return;
    const box = fieldset.querySelector("div");
    const focused = box.contains(document.activeElement) ? document.activeElement.value : null;
    const opened = box.querySelector("details")?.open ?? false;
    const chosen = new Set(state.filters[name] ?? []);
    const rows = values.map((row) => [...row]);
    for (const value of chosen) if (!rows.some(([one]) => one === value)) rows.push([value, labelOf(name, value), 0]);
    for (const row of rows) {
      // The page speaks the reader's language, the data that of the site.
      const key = `${name}:${row[0]}`;
      if (!labels.has(key)) labels.set(key, row[1]);
      row[1] = labels.get(key);
    }
    const rank = ([value, , works]) => [chosen.has(value) ? 0 : 1, -works];
    rows.sort((x, y) => rank(x)[0] - rank(y)[0] || rank(x)[1] - rank(y)[1]);
    const ticks = rows.slice(0, Math.max(MOST, chosen.size)).map(([value, label, works]) => make("label", works ? {} : { class: "nil" },
      make("input", { type: "checkbox", name, value, checked: chosen.has(value) }), make("span", {}, label), make("span", { class: "fig" }, figure(works))));
    const open = Math.max(OPEN, chosen.size);
    box.replaceChildren(...ticks.slice(0, open));
    if (ticks.length > open) box.append(make("details", { class: "more", open: opened }, make("summary", {}, say("more", { n: figure(rows.length - open) })), ...ticks.slice(open)));
    if (focused !== null) box.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
    drawSentence();
  }

  function drawSentence() {
    const groups = Object.entries(state.filters);
    const parts = [];
    if (state.q) parts.push([`${say("with")} `, link({ q: "" }, state.q)]);
    for (const [name, values] of groups) {
      const taken = (value) => ({ filters: Object.fromEntries(groups.map(([one, all]) => [one, one === name ? all.filter((other) => other !== value) : all]).filter(([, all]) => all.length)) });
      parts.push([`${say(name)} `, ...values.flatMap((value, n) => [n ? ` ${say("or")} ` : "", link(taken(value), labelOf(name, value))])]);
    }
    if (state.from || state.to) parts.push([`${say("years")} `, link({ from: "", to: "" }, `${state.from || "…"}–${state.to || "…"}`)]);
    here("asked").hidden = !parts.length;
    here("asked").replaceChildren(`${say("works")} `, ...parts.flatMap((part, n) => (n ? [", ", ...part] : part)).filter(Boolean));
  }

  function drawOrders() {
    const now = state.sort || (state.q ? "rank" : "date");
    const orders = state.q ? ORDERS : ORDERS.slice(1);
    here("orders").hidden = false;
    here("orders").replaceChildren(make("span", { class: "soft" }, `${say("by")} `), ...orders.flatMap((one, n) => [n ? " · " : "", one === now ? make("span", { "aria-current": "true" }, say(one)) : link({ sort: one }, say(one))]).filter(Boolean));
  }

  function drawPages(total) {
    const start = (state.page - 1) * SIZE;
    const parts = [];
    if (state.page > 1) parts.push(link({ page: state.page - 1 }, say("before"), { rel: "prev" }));
    if (total > SIZE) parts.push(make("span", { class: "soft" }, say("range", { first: figure(start + 1), last: figure(Math.min(total, start + SIZE)), all: figure(total) })));
    if (start + SIZE < total) parts.push(link({ page: state.page + 1 }, say("next"), { rel: "next" }));
    here("pages").replaceChildren(...parts);
  }

  // ---- Beginning: links to pages become ticks, and the page listens.
  for (const fieldset of form.querySelectorAll("fieldset[data-facet]")) {
    const rows = [...fieldset.querySelectorAll("a[data-value]")].map((one) => [one.dataset.value, one.firstChild.textContent, Number(one.querySelector(".fig").textContent.replace(/\D/g, ""))]);
    counts.set(fieldset.dataset.facet, rows);
    drawFacet(fieldset.dataset.facet, rows);
    const span = fieldset.querySelector(".span");
    if (span) span.hidden = false;
  }
  here("ask").hidden = false;
  here("ticks").hidden = false;

  // What search-take.js needs, which is loaded when somebody wants to take the works along, or to cite the search.
  form.parts = { here, make, say, figure, script, engine, root, state: () => state };
  let taken = null;
  const taking = () => (taken ??= script("static/search-take.js"));
  here("take").hidden = false;
  here("take").addEventListener("toggle", taking);
  if (location.hash === "#take") here("take").open = true;
  const cite = here("cite");
  cite?.removeAttribute("hidden");
  cite?.addEventListener("click", taking);
  // A cited search keeps what was cited; any other address gets its one order at once.
  if (!new URLSearchParams(location.search).has("snapshot")) history.replaceState(null, "", address(state) + location.hash);
  else if (cite) taking();

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go({ q: here("q").value.trim(), from: year(here("from").value), to: year(here("to").value), sort: here("q").value.trim() === state.q ? state.sort : "" });
  });
  form.addEventListener("change", ({ target }) => {
    if (target.id === "from" || target.id === "to") form.requestSubmit();
    if (target.type !== "checkbox") return;
    const chosen = new Set(state.filters[target.name] ?? []);
    if (target.checked) chosen.add(target.value); else chosen.delete(target.value);
    const filters = { ...state.filters, [target.name]: [...chosen].sort() };
    if (!chosen.size) delete filters[target.name];
    go({ filters });
  });
  addEventListener("popstate", () => { state = read(); show(); });
  if (isFirst()) {
    drawOrders();
    engine();
  } else {
    here("status").textContent = say("searching");
    here("hits").replaceChildren();
    here("pages").replaceChildren();
    show();
  }
})();
