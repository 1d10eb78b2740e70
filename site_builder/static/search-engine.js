// Answers questions from the files in search/: in a worker, or in the page where none may run (file://).
"use strict";
const searchFiles = new Map();
// Each data file is a script that calls this.
globalThis.searchData = (name, data) => searchFiles.set(name, data);

const newSearchEngine = () => {
  const known = new Map();
  let folder = "";
  let script = null;

  function load(name) {
    if (!known.has(name)) {
      known.set(name, placed(name).catch((error) => { known.delete(name); throw error; }));
    }
    return known.get(name);
  }

  // A kept state has files that lie elsewhere now.
  let places = {};
  const placed = async (name) => read((await places)[name] ?? name, name);

  async function read(place, name) {
    if (script) {
      await script(`${folder}${place}.js`);
      return searchFiles.get(name);
    }
    const answer = await fetch(`${folder}${place}.js`);
    if (!answer.ok) throw new Error(`${place}: ${answer.status}`);
    const text = await answer.text();
    return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
  }

  // ---- Words: as index/folding.py cuts and folds them.
  const ALONE = "\\u0e01-\\u0e30\\u0e32\\u0e33\\u0e40-\\u0e46\\u0e81-\\u0eb0\\u1000-\\u102a\\u1780-\\u17b3\\u3005-\\u3007\\u3041-\\u3096\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3";
  const TOKEN = new RegExp(`[${ALONE}]\\p{M}*|(?:(?![${ALONE}])[\\p{L}\\p{N}\\p{M}])+`, "gu");
  const DROPPED = /[\u00ad\u200c\u200d\u0640\u0670\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]/g;
  const ALIKE = { "\u0671": "\u0627", "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ς": "σ" };
  const BREAK = /[^\p{L}\p{N}\p{M}_\s'"‘-‟ʼ«»‹›\-\u00ad‐-―−&/+\u200b-\u200f]/u;

  const fold = (word) => [...word.normalize("NFKD").toLowerCase().replace(DROPPED, "").normalize("NFC")].map((sign) => ALIKE[sign] ?? sign).join("");

  function tokens(text) {
    const found = [];
    let position = 0;
    let end = -1;
    for (const match of text.matchAll(TOKEN)) {
      const word = fold(match[0]);
      if (!word) continue;
      if (end >= 0 && BREAK.test(text.slice(end, match.index))) position += 1;
      end = match.index + match[0].length;
      found.push({ text: word, position, start: match.index, end });
      position += 1;
    }
    return found;
  }

  // ---- Packs by the alphabet.
  function packOf(firsts, word) {
    let low = 0;
    let high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (word < firsts[middle]) high = middle; else low = middle + 1;
    }
    return low - 1;
  }

  // The rows of a word, each with its segment.
  async function rows(kind, word) {
    const { segments } = await whole();
    const found = await Promise.all(segments.map(async (segment) => {
      const number = packOf(segment[kind] ?? [], word);
      const pack = number < 0 ? {} : await load(`${kind}-${segment.name}-${number}`);
      return Object.hasOwn(pack, word) ? [[segment, pack[word].split(" ")]] : [];
    }));
    return found.flat();
  }

  async function begun(beginning) {
    const { segments } = await whole();
    const names = segments.flatMap(({ name, words = [] }) => {
      const first = Math.max(0, packOf(words, beginning));
      let last = first;
      while (last + 1 < words.length && words[last + 1].startsWith(beginning)) last += 1;
      return words.length ? Array.from({ length: last - first + 1 }, (_, n) => `words-${name}-${first + n}`) : [];
    });
    const packs = await Promise.all(names.map(load));
    return [...new Set(packs.flatMap((pack) => Object.keys(pack).filter((word) => word.startsWith(beginning))))];
  }

  // ---- Numbers as signs, as site_builder/searching/scripts.py writes them.
  const SIGNS = 91;
  const LAST = 64;
  const digit = (code) => code - (code > 92 ? 36 : 35);
  function numbers(signs) {
    const found = [];
    let number = 0;
    let times = 1;
    for (let n = 0; n < signs.length; n += 1) {
      const one = digit(signs.charCodeAt(n));
      if (one < LAST) {
        found.push(number + times * one);
        number = 0;
        times = 1;
      } else {
        number += times * (one - LAST);
        times *= SIGNS - LAST;
      }
    }
    return found;
  }

  // ---- Segments: works are numbered by id among all, and by a shorter number in the files of their segment.
  let joined = null;
  function whole() {
    joined ??= opened().catch((error) => { joined = null; throw error; });
    return joined;
  }

  async function opened() {
    const base = await load("base");
    Object.entries(base.within).forEach(([name, data]) => known.set(name, Promise.resolve(data)));
    const tables = [...(base.segments.length > 1 ? await load("tables") : []), base.open];
    let start = 0;
    let order = [];
    const segments = tables.map((table, n) => {
      const { works } = base.segments[n];
      order = inserted(order, Array.from({ length: works }, (_, one) => start + one), numbers(table.before));
      start += works;
      return { ...base.segments[n], ...table, start: start - works };
    });
    const number = new Uint32Array(base.works);
    order.forEach((place, n) => { number[place] = n; });
    segments.forEach((one) => { one.number = number.subarray(one.start, one.start + one.works); });
    const place = new Uint32Array(order);
    const made = { ...base, segments, place };
    // Of those works that a question touched; a field without lengths has no average.
    made.lengths = base.averages.map((average) => (average ? new Uint32Array(base.works) : null));
    made.language = valuesOf(spread(made, (one) => one.language));
    return made;
  }

  // New ones into an order of older ones: each comes after so many of these.
  function inserted(older, added, steps) {
    if (!older.length) return added;
    const order = [];
    let next = 0;
    let upto = 0;
    added.forEach((one, n) => {
      for (upto += steps[n]; next < upto; next += 1) order.push(older[next]);
      order.push(one);
    });
    for (; next < older.length; next += 1) order.push(older[next]);
    return order;
  }

  // The columns of all segments as one: what there is, and for each work its place among that.
  function spread(base, columnOf) {
    const values = [];
    const codes = new Uint32Array(base.works);
    for (const segment of base.segments) {
      const column = columnOf(segment);
      column.works.forEach((signs, power) => {
        const times = SIGNS ** power;
        for (let n = 0; n < segment.works; n += 1) codes[segment.number[n]] += (power ? 0 : values.length) + times * digit(signs.charCodeAt(n));
      });
      values.push(...column.values);
    }
    return { values, codes };
  }

  const valuesOf = ({ values, codes }) => Array.from(codes, (code) => values[code]);

  // ---- How often something stands in which field of which work, and the score that this gives.
  class Counts {
    constructor(base) {
      this.base = base;
      this.of = new Map();
    }

    add(field, work, times) {
      if (!this.of.has(field)) this.of.set(field, new Float64Array(this.base.works));
      this.of.get(field)[work] += times;
    }

    scores() {
      const { works, weights, lengths, averages, fields, k1, b } = this.base;
      const scores = new Float64Array(works);
      for (const field of [...this.of.keys()].sort((x, y) => x - y)) {
        const counts = this.of.get(field);
        const length = lengths[field];
        for (let work = 0; work < works; work += 1) {
          if (counts[work]) scores[work] += weights[field] * counts[work] / (length ? 1 - b + b * length[work] / averages[field] : 1);
        }
      }
      const having = scores.reduce((sum, one) => sum + (one > 0), 0);
      const rarity = Math.log(1 + (works - having + 0.5) / (having + 0.5));
      return scores.map((one) => one && rarity * one * (k1 + 1) / (k1 + one));
    }
  }

  function addTimes(counts, found, fields, language = "") {
    for (const [segment, row] of found) {
      for (const field of fields) {
        const told = numbers(row[field]);
        const lengths = counts.base.lengths[field];
        let work = 0;
        for (let n = 0; n < told.length;) {
          const step = told[n++];
          work += step >> 1;
          const number = segment.number[work];
          const times = step % 2 ? told[n++] : 1;
          if (lengths) lengths[number] = told[n++];
          if (!language || counts.base.language[number] === language) counts.add(field, number, times);
        }
      }
    }
  }

  async function addForms(counts, word, fields, seen) {
    const { base } = counts;
    const found = await rows("words", word);
    const wide = [...fields, base.fields.indexOf("joined")];
    seen.add(word);
    addTimes(counts, found, wide);
    const forms = found.flatMap(([, row]) => row.slice(base.fields.length)).map((one) => one.split(/[:,]/));
    await Promise.all(forms.flatMap(([language, ...words]) => words.map(async (other) => {
      seen.add(other);
      addTimes(counts, await rows("words", other), wide, language);
    })));
  }

  const FAR = 2 ** 24;
  async function addPlaces(counts, words, fields) {
    const parts = await Promise.all(words.map(async (word) => {
      const forms = word.prefix ? await begun(word.text) : [word.text];
      return (await Promise.all(forms.map((form) => rows("places", form)))).flat();
    }));
    const { lengths } = counts.base;
    for (const field of fields) {
      // A work and a place in it are one number.
      let reached = null;
      parts.forEach((part, nth) => {
        const here = [];
        for (const [segment, row] of part) {
          const told = numbers(row[field]);
          let work = 0;
          for (let n = 0; n < told.length;) {
            const number = segment.number[work += told[n++]];
            lengths[field][number] = told[n++];
            let place = number * FAR;
            for (const last = n + told[n++]; n <= last;) here.push(place += told[n++]);
          }
        }
        const steps = Array.from({ length: words[nth].after }, (_, n) => n + 1);
        reached = new Set(reached ? here.filter((place) => steps.some((step) => reached.has(place - step))) : here);
      });
      for (const place of reached) counts.add(field, Math.floor(place / FAR), 1);
    }
  }

  // ---- "Did you mean": words that differ in one letter, or in two, after the first.
  async function near(word, letters) {
    const times = new Map();
    for (const [, listed] of await rows("letters", [...word][0])) {
      for (const [one, works] of listed.map((pair) => pair.split(","))) times.set(one, (times.get(one) ?? 0) + Number(works));
    }
    return [...times].filter(([one]) => Math.abs(one.length - word.length) <= letters && distance(one, word, letters) <= letters);
  }

  function distance(a, b, most) {
    let last = Array.from({ length: b.length + 1 }, (_, n) => n);
    for (let x = 1; x <= a.length; x += 1) {
      const line = [x];
      for (let y = 1; y <= b.length; y += 1) line.push(Math.min(last[y] + 1, line[y - 1] + 1, last[y - 1] + (a[x - 1] !== b[y - 1])));
      if (Math.min(...line) > most) return most + 1;
      last = line;
    }
    return last[b.length];
  }

  async function nearest(word) {
    for (const letters of [1, 2]) {
      const found = word.length > letters + 1 ? await near(word, letters) : [];
      found.sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1));
      if (found.length) return found[0][0];
    }
    return "";
  }

  // ---- What a person wrote, as a tree. NOT binds most, then AND, then OR; words side by side are all wanted.
  class QueryError extends Error {
    // Which of the page's sentences says what is wrong, and what it says it of.
    constructor(name, given = {}) { super(name); this.question = [name, given]; }
  }
  const LIMITED = ["title", "note", "abstract", "text"];
  const DATES = { year: /^\d{4}$/, date: /^\d{4}(-\d{2}){0,2}$/ };

  function tidy(text) {
    return text.replace(/[“”„«»]/g, '"').replace(/:(?=\s|$)/g, " ").split(/\s+/).filter(Boolean).join(" ");
  }

  function check(text) {
    if ((text.match(/"/g) ?? []).length % 2) throw new QueryError("unclosed");
    const bare = text.replace(/"[^"]*"/g, '""');
    if (bare.split("(").length !== bare.split(")").length) throw new QueryError("bracket");
    if (bare.split("[").length - 1 !== (bare.match(/\w:\[[^[\]]*\bTO\b[^[\]]*\]/g) ?? []).length) throw new QueryError("range_form");
    if (/^(AND|OR)\b|\b(AND|OR|NOT)$|\b(AND|OR|NOT)\s+(AND|OR)\b/.test(bare)) throw new QueryError("operator");
  }

  function parsed(text) {
    const parts = [...text.matchAll(/([\w-]+):(?=\S)|"([^"]*)"(?:~(\d+))?|\[([^[\]]*?)\s*\bTO\b\s*([^[\]]*)\]|([()])|((?:(?![\w-]+:\S)[^\s()"])+)|(\S)/gu)];
    let at = 0;
    const isWord = (word) => parts[at]?.[7] === word;
    // What is written twice is asked once.
    const all = (kind, items) => {
      const own = [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
      return own.length === 1 ? own[0] : { kind, items: own };
    };

    function list() {
      const items = [];
      while (at < parts.length && parts[at][6] !== ")") {
        const item = either();
        if (item) items.push(item); else at += 1;
      }
      return items.length ? all("and", items) : null;
    }
    function chain(word, kind, part) {
      const items = [part()];
      while (isWord(word)) { at += 1; items.push(part()); }
      return all(kind, items.filter(Boolean));
    }
    const either = () => chain("OR", "or", both);
    const both = () => chain("AND", "and", negated);
    function negated() {
      if (!isWord("NOT")) return atom();
      at += 1;
      const item = negated();
      return item && { kind: "not", item };
    }
    function atom() {
      let name = "";
      if (parts[at]?.[1]) { name = parts[at][1]; at += 1; }
      const part = parts[at];
      if (!part || part[6] === ")") return null;
      at += 1;
      if (part[6] === "(") { const inside = list(); at += 1; return inside; }
      if (part[2] !== undefined) return { kind: "leaf", name, text: part[2], quoted: true, within: Number(part[3] ?? 1) };
      if (part[5] !== undefined) return { kind: "range", name, from: part[4].trim(), to: part[5].trim() };
      const word = part[7] ?? part[8] ?? "";
      return word.length > 1 && word.endsWith("*") ? { kind: "leaf", name, text: word.slice(0, -1), prefix: true } : { kind: "leaf", name, text: word };
    }
    return list();
  }

  class Reader {
    constructor(base, common) {
      Object.assign(this, { base, common, leaves: [], words: new Set(), begun: new Set() });
    }

    async read(tree, wanted = true) {
      if (!tree) return null;
      if (tree.kind === "leaf") return this.leaf(tree, wanted);
      if (tree.kind === "range") return this.range(tree);
      if (tree.kind === "not") {
        const part = await this.read(tree.item, false);
        return part && { not: true, has: part.has };
      }
      // Read in their order, so that the words are told in it; what they load comes together.
      const parts = (await Promise.all(tree.items.map((item) => this.read(item, wanted)))).filter(Boolean);
      return parts.length ? this.combine(tree.kind, parts) : null;
    }

    combine(kind, parts) {
      const { works } = this.base;
      const has = new Uint8Array(works);
      const score = new Float64Array(works);
      const real = parts.filter((part) => !part.not);
      for (let work = 0; work < works; work += 1) {
        let found = 0;
        for (const part of real) {
          if (part.has[work]) { found += 1; score[work] += part.score ? part.score[work] : 0; }
        }
        const enough = real.length ? (kind === "and" ? found === real.length : found > 0) : true;
        has[work] = enough && !parts.some((part) => part.not && part.has[work]) ? 1 : 0;
      }
      return { has, score };
    }

    async leaf({ name: given, text, prefix = false, quoted = false, within = 1 }, wanted) {
      const name = given === "author" ? "authors" : given;
      if (text.startsWith("~")) throw new QueryError("no_meaning");
      if (name && !LIMITED.includes(name)) return this.filter(name, text, prefix);
      if (within !== 1) throw new QueryError("no_nearness");
      const fields = (name ? [name] : LIMITED).map((one) => this.base.fields.indexOf(one));
      const alike = prefix || quoted ? null : /^(.+)~([12])$/.exec(text);
      const clean = (alike ? alike[1] : text).replaceAll("*", " ");
      const found = tokens(clean).map((one, n, every) => ({ text: one.text, after: n ? one.position - every[n - 1].position : 1, prefix: prefix && n === every.length - 1 }));
      const stemmed = !name && !prefix && !quoted;
      if (!found.length || (stemmed && found.length === 1 && this.common.includes(found[0].text))) return null;
      const leaf = { text, wanted };
      if (wanted) this.leaves.push(leaf);
      const seen = new Set();
      const counts = new Counts(this.base);
      if (alike && found.length === 1) {
        for (const [word] of await near(found[0].text, Number(alike[2]))) {
          seen.add(word);
          addTimes(counts, await rows("words", word), fields);
        }
      } else if (found.length === 1 && stemmed) {
        await addForms(counts, found[0].text, fields, seen);
      } else if (found.length === 1) {
        for (const word of found[0].prefix ? await begun(found[0].text) : [found[0].text]) {
          seen.add(word);
          addTimes(counts, await rows("words", word), fields);
        }
      } else {
        found.forEach((one) => (one.prefix ? this.begun : seen).add(one.text));
        await addPlaces(counts, found, fields);
        if (stemmed && found.length === 2) await addForms(counts, found[0].text + found[1].text, fields, seen);
      }
      leaf.counts = counts;
      leaf.score = counts.scores();
      leaf.known = leaf.score.some((one) => one > 0);
      if (wanted) seen.forEach((word) => this.words.add(word));
      return { has: Uint8Array.from(leaf.score, (one) => one > 0), score: leaf.score };
    }

    async filter(name, text, prefix) {
      if (name in DATES) {
        if (!prefix && !DATES[name].test(text)) throw new QueryError("no_date", { text, name });
        return { has: await dated((date) => (name === "year" ? date.slice(0, 4) : date).startsWith(text)) };
      }
      const names = this.base.facets.map(([id]) => id);
      if (!names.includes(name)) {
        throw new QueryError("no_field", { name, names: [...LIMITED, ...names, "date"].join(", ") });
      }
      const column = columnOf(this.base, name);
      const wanted = fold(text);
      const parts = tokens(text).map((one) => one.text);
      const fits = ([value, label]) => {
        const id = fold(value);
        if (name === "publisher") {
          const words = tokens(label).map((one) => one.text);
          return parts.every((part, n) => words.some((word) => (prefix && n === parts.length - 1 ? word.startsWith(part) : word === part)));
        }
        return prefix ? id.startsWith(wanted) : id === wanted || fold(label) === wanted || (name === "language" && id.split("-")[0] === wanted);
      };
      const chosen = new Set(column.values.flatMap((value, n) => (fits(value) ? [n] : [])));
      if (!chosen.size && ["region", "theme", "driver"].includes(name)) throw new QueryError("no_value", { name, text });
      return { has: having(column, chosen) };
    }

    async range({ name, from, to }) {
      if (!(name in DATES) || [from, to].some((one) => one && !DATES[name].test(one))) throw new QueryError("range_form");
      return { has: await between(from, to, name === "year" ? 4 : 10) };
    }
  }

  const listed = new Map();
  async function dates() {
    const base = await whole();
    if (!listed.has("dates")) {
      const every = await Promise.all(base.segments.map(({ name }) => load(`dates-${name}`)));
      listed.set("dates", spread(base, (segment) => every[base.segments.indexOf(segment)]));
    }
    return listed.get("dates");
  }

  async function dated(fits) {
    const { values, codes } = await dates();
    const good = values.map(fits);
    return Uint8Array.from(codes, (code) => good[code]);
  }

  function between(from, to, length) {
    return dated((date) => {
      const value = date.slice(0, length);
      return value && (!from || value >= from) && (!to || value <= `${to}~`);
    });
  }

  // A facet: its values with their labels, the sets of values that works have, and the set of each work.
  function columnOf(base, name) {
    if (!listed.has(`facet ${name}`)) {
      const [, title, rows] = base.facets.find(([id]) => id === name);
      const values = rows.map(([value, label = value]) => [value, label]);
      const place = new Map(values.map(([value], n) => [value, n]));
      const { values: sets, codes } = spread(base, ({ facets: { [name]: { names, along, values: own, works } } }) => {
        // What comes with a value, as a continent with a country, is told once.
        const whole = (set) => [...new Set(numbers(set).flatMap((one) => [one, ...numbers(along[one])]))];
        return { works, values: own.map((set) => whole(set).map((one) => place.get(names[one]))) };
      });
      listed.set(`facet ${name}`, { name, title, values, sets, codes });
    }
    return listed.get(`facet ${name}`);
  }

  function having({ sets, codes }, chosen) {
    const good = sets.map((set) => set.some((value) => chosen.has(value)));
    return Uint8Array.from(codes, (code) => good[code]);
  }

  const MANY = 4;
  const ENOUGH = 10;

  const size = (has) => has.reduce((sum, one) => sum + one, 0);

  /** Which works a text finds, with their scores. */
  async function find(text) {
    const base = await whole();
    const tidied = tidy(text);
    if (!tidied || tidied === "*") return { has: new Uint8Array(base.works).fill(1), score: null, leaves: [], words: [], begun: [], relaxed: false, meant: "" };
    check(tidied);
    for (const common of [base.common, []]) {
      const reader = new Reader(base, common);
      const read = await reader.read(parsed(tidied));
      if (!read) continue;
      const found = read.not ? reader.combine("and", [read]) : read;
      const { leaves } = reader;
      const answer = { ...found, leaves, words: [...reader.words], begun: [...reader.begun], relaxed: false };
      const total = size(found.has);
      const plain = tidied.includes(" ") && !/["():[\]]|\b(AND|OR|NOT)\b/.test(tidied);
      if (plain && (!total || (leaves.length >= MANY && total < ENOUGH))) {
        answer.score = new Float64Array(base.works);
        for (const leaf of leaves) leaf.score.forEach((one, work) => { answer.score[work] += one; });
        answer.has = Uint8Array.from(answer.score, (one) => one > 0);
        answer.relaxed = size(answer.has) > total;
      }
      answer.meant = await meant(text, leaves);
      return answer;
    }
    throw new QueryError("no_word");
  }

  async function meant(text, leaves) {
    let mended = text;
    for (const leaf of leaves) {
      if (leaf.known || !/^\p{L}+$/u.test(leaf.text)) continue;
      const better = await nearest(fold(leaf.text));
      if (better) mended = mended.replace(leaf.text, better);
    }
    return mended === text ? "" : mended;
  }

  async function ordered(found, works, sort) {
    if (sort === "title") return (await byTitle()).filter((work) => works[work]);
    const numbers = [];
    works.forEach((one, work) => { if (one) numbers.push(work); });
    if (sort === "date") {
      const { values, codes } = await dates();
      const every = [...new Set(values)].sort();
      const places = values.map((date) => every.indexOf(date));
      return numbers.sort((x, y) => places[codes[y]] - places[codes[x]] || x - y);
    }
    const score = found.score && Array.from(found.score, (one) => Math.round(one * 1e6) / 1e6);
    return score ? numbers.sort((x, y) => score[y] - score[x] || x - y) : numbers;
  }

  async function byTitle() {
    const { segments } = await whole();
    const every = await Promise.all(segments.map(({ name }) => load(`titles-${name}`)));
    return every.reduce((order, [works, before], n) => inserted(order, numbers(works).map((work) => segments[n].number[work]), numbers(before)), []);
  }

  /** The answer to a state: {q, filters: {facet: [value]}, from, to, sort, offset, limit}. */
  async function search({ q = "", filters = {}, from = "", to = "", sort = "", offset = 0, limit = 10, cards = true, counts = true, ids = false }) {
    const [base, found] = await Promise.all([whole(), find(q)]);
    const groups = [];
    for (const [name, values] of Object.entries(filters)) {
      const column = columnOf(base, name);
      groups.push({ name, has: having(column, new Set(column.values.flatMap(([value], n) => (values.includes(value) ? [n] : [])))) });
    }
    if (from || to) groups.push({ name: "", has: await between(from, to, 4) });
    const works = new Uint8Array(base.works);
    const columns = (counts ? base.facets : []).map(([name]) => {
      const column = columnOf(base, name);
      return { ...column, found: new Uint32Array(column.sets.length) };
    });
    const among = new Map(columns.map((one) => [one.name, [one]]));
    for (let work = 0; work < base.works; work += 1) {
      if (!found.has[work]) continue;
      const fails = groups.filter((group) => !group.has[work]);
      if (fails.length > 1) continue;
      if (!fails.length) works[work] = 1;
      // What one would see with another tick in the group that alone keeps this work out.
      for (const one of fails.length ? among.get(fails[0].name) ?? [] : columns) one.found[one.codes[work]] += 1;
    }
    const every = await ordered(found, works, sort || (q ? "rank" : "date"));
    const page = every.slice(offset, offset + limit);
    const shown = cards ? await Promise.all(page.map((work) => cardOf(base, work))) : [];
    return {
      total: every.length, of: base.works, relaxed: found.relaxed, meant: found.meant, words: found.words, begun: found.begun,
      hits: page.map((work, n) => ({ work, card: shown[n] ?? null, why: reasons(base, found.leaves, work) })),
      facets: columns.map(counted), ids: ids && await idsOf(base, every),
    };
  }

  function counted({ name, title, values, sets, found }) {
    const works = new Uint32Array(values.length);
    sets.forEach((set, n) => { if (found[n]) set.forEach((value) => { works[value] += found[n]; }); });
    return { name, title, values: values.map(([value, label], n) => [value, label, works[n]]) };
  }

  const segmentOf = (base, work) => base.segments.findLast(({ start }) => start <= base.place[work]);

  async function idsOf(base, works) {
    const every = new Map(await Promise.all(base.segments.map(async (one) => [one, await load(`ids-${one.name}`)])));
    return works.map((work) => { const one = segmentOf(base, work); return every.get(one)[base.place[work] - one.start]; });
  }

  async function cardOf(base, work) {
    const segment = segmentOf(base, work);
    const number = base.place[work] - segment.start;
    return (await load(`cards-${segment.name}-${Math.floor(number / base.pack)}`))[number % base.pack];
  }

  function reasons(base, leaves, work) {
    return leaves.filter((leaf) => leaf.score[work] > 0).map((leaf) => ({
      text: leaf.text, score: leaf.score[work],
      fields: [...leaf.counts.of].filter(([, of]) => of[work]).map(([field, of]) => [base.fields[field], of[work]]),
    })).sort((x, y) => y.score - x.score);
  }

  return {
    search, tokens,
    /** The folder of the files; a kept state that they shall be of; what loads a script where nothing may be fetched. */
    begin(where, kept = "", loader = null) {
      folder = where;
      script = loader;
      if (kept) places = read(`state-${kept}`, `state-${kept}`);
    },
  };
};
const searchEngine = newSearchEngine();

if (typeof importScripts === "function") {
  searchEngine.begin(new URL("../search/", location.href).href, location.search.slice(1));
  onmessage = async ({ data: { number, state } }) => {
    try {
      postMessage({ number, answer: await searchEngine.search(state) });
    } catch (error) {
      postMessage({ number, question: error.question, lost: error.message });
    }
  };
}
