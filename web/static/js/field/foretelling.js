/* 记下后: the counting of a form that is being filled in, beside it, as of when the list was taken along. */
import { foretold } from "./counting.js";
import { pairsOf } from "./drawing.js";
import { personOf } from "./round.js";
import { moment } from "./screen.js";

/* The form as the rules look at it. */
export const formOf = (pairs, more = {}) => {
  const many = (name) => pairs.filter(([key]) => key === name).map(([, one]) => one).filter((one) => one !== "");
  const one = (name) => many(name)[0];
  const dates = Object.fromEntries(pairs.filter(([name, value]) => name.startsWith("record.date.") && value)
    .map(([name, value]) => [name.slice("record.date.".length), value]));
  const minutes = one("record.minutes") ? Number(one("record.minutes")) : null;
  const photos = pairs.filter(([name, file]) => name.startsWith("record.file.") && (file.size || file.length)).map(([name]) => name.slice(12));
  const own = { kind: one("record.kind"), role: one("record.role"), minutes, people: 1, site: one("record.site") };
  const answer = (name) => {
    const values = many(name).map((value) => (value === "__other" ? "other" : value));
    return values.length > 1 ? values : values[0];
  };
  return {
    dates, minutes, site: own.site, items: many("record.item"), evidence: [...many("record.evidence"), ...photos],
    first: one("record.first"),
    look: (name) => (name in own ? own[name] : answer(name) ?? dates[name]),
    least: (name) => ({ minutes, people: 1, named: 1, items: many("record.item").length })[name],
    evidenceWord: (kind) => kind, needsAcceptance: false, ...more,
  };
};

const item = (sign, cls, text) => {
  const row = document.createElement("li"), mark = document.createElement("i"), said = document.createElement("span");
  row.className = cls;
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = sign;
  said.textContent = text;
  row.append(mark, said);
  return row;
};

const progress = (line, owed) => {
  const [done, goal] = owed[`${line.contract}/${line.line}`] || [];
  return goal ? `${line.label} ${done + 1}/${goal}` : `${line.label} +1 ${line.unit}`;
};

const rowsOf = (told, owed) => {
  const by = Map.groupBy ? Map.groupBy(told, (one) => one.line.title) : new Map();
  if (!Map.groupBy) for (const one of told) by.set(one.line.title, [...(by.get(one.line.title) || []), one]);
  const rows = [];
  for (const [title, many] of by) {
    const counted = many.filter((one) => one.counted);
    if (counted.length) rows.unshift(item("●", "yes", `计入：${title} · ${counted.map((one) => progress(one.line, owed)).join(" · ")}`));
    else rows.push(item("○", "no", `不计：${title}（${[...new Set(many[0].reasons)].join("；")}）`));
  }
  return rows;
};

export const preview = (job, form) => {
  const place = form.querySelector("#counts"), person = job.single && personOf(job.kept, job.people[0]);
  if (!place) return;
  const hint = document.createElement("p");
  hint.className = "hint";
  if (!person || job.correct) {
    hint.textContent = job.correct || job.single ? "计入哪里由服务器核定：有信号时发出以后，在“待发送”里看得到。"
      : "人数、场次和成果计入哪里由服务器核定：有信号时发出以后，在“待发送”里看得到。";
    place.replaceChildren(hint);
    return;
  }
  const word = (kind) => (form.querySelector(`[name="record.evidence"][value="${CSS.escape(kind)}"]`)?.parentNode.textContent || kind).trim();
  const told = foretold(job.kept.counting, job.kind, job.kept.counting.rows[person.counts[job.kind]],
    formOf(pairsOf(form), { evidenceWord: word, needsAcceptance: job.needsAcceptance }));
  const rows = document.createElement("ul");
  rows.className = "counts";
  rows.append(...rowsOf(told.filter((one) => one.line.shown && !one.whole), person.owed));
  hint.textContent = `按 ${moment(job.kept.at)} 取回的数据预计${rows.children.length ? "。" : "：没有合同会计这一笔；照样记下，留作记录。"}`;
  place.replaceChildren(rows, hint);
};
