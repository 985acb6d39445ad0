/* 记一笔, 更正 and 立案 on the phone: choose, fill in, keep. Saved means: on this phone's disk, sealed. */
import { preview } from "./foretelling.js";
import * as drafts from "./drafts.js";
import { askAgain, fill, missing, narrow, pairsOf } from "./drawing.js";
import { newId } from "./ids.js";
import * as outbox from "./outbox.js";
import { offerSomebody } from "./somebody.js";
import { offerPeople } from "./taking_part.js";
import { personOf } from "./round.js";
import { drawn, goTo, notice, show, today, view } from "./screen.js";
import { lastNonce } from "./sending.js";

const hidden = (name, text) => {
  const input = document.createElement("input");
  Object.assign(input, { type: "hidden", name, value: text });
  return input;
};

/* Photos are not typed again: chosen ones move to the new form, kept ones stay under their SHA-256. */
const keepPhotos = (form, before, pairs) => {
  for (const [name, text] of pairs) {
    if (name.startsWith("record.file.") && typeof text === "string" && text) form.append(hidden(name, text));
  }
  for (const chosen of before ? before.querySelectorAll('[type="file"]') : []) {
    const fresh = form.querySelector(`[type="file"][name="${CSS.escape(chosen.name)}"]`);
    if (!fresh) continue;
    const [old, box] = [chosen, fresh].map((one) => one.parentElement.querySelector(".sign"));
    fresh.replaceWith(chosen);
    if (box && old && "signed" in old.dataset) box.replaceWith(old);       /* what was signed is still seen */
  }
};

/* A chosen photo is evidence of its kind: ticked, so that it counts. */
const tickChosen = (form) => form.addEventListener("change", ({ target }) => {
  if (target.type !== "file" || !target.files.length) return;
  const kind = target.name.replace("record.file.", "");
  const box = form.querySelector(`[name="record.evidence"][value="${CSS.escape(kind)}"]`);
  if (box) { box.checked = true; askAgain(form); }
});

const value = (pairs, name) => (pairs.find(([key]) => key === name) || [])[1] || "";
const valuesOf = (pairs, name) => pairs.filter(([key]) => key === name).map(([, one]) => one);

/* The contracts that may ask: for these people together, else all that look at the kind here. */
const contractsFor = (job, template) => {
  const people = job.people.map((id) => personOf(job.kept, id)).filter(Boolean);
  if (job.contracts) return job.contracts;
  const every = [...template.content.querySelectorAll("section[data-contract]")].map((one) => one.dataset.contract);
  const order = [...new Set([...every, ...people.flatMap((one) => one.kinds[job.kind] || [])])].filter(Boolean);
  if (!people.length) return order;
  return order.filter((key) => people.some((one) => (one.kinds[job.kind] || []).includes(key)));
};

/* The form for what is filled in so far: another day asks other questions, and keeps what was typed. */
const drawForm = (job, template) => {
  const form = document.createElement("form");
  form.id = "sheet-form";
  form.autocomplete = "off";                                /* else the browser itself keeps what is typed, in plain */
  form.append(template.content.cloneNode(true));
  narrow(form, contractsFor(job, template), job.day);
  form.querySelector('[name="record.id"]').value = job.id;
  for (const [name, text] of job.hidden) form.append(hidden(name, text));
  for (const date of form.querySelectorAll('[type="date"][name^="record.date."]')) {
    date.max = today();
    if (date.name === job.dayName || !job.correct) date.value ||= job.day;
  }
  if (job.correct) form.querySelector(".submit").before(job.reason.content.cloneNode(true));
  form.querySelector(".submit a").href = "/today";
  return form;
};

const SAID = { correct: "更正：", case: "立案：" };
const heading = (job, label) => {
  const part = drawn("head"), person = job.single && personOf(job.kept, job.people[0]);
  part.querySelector(".above").textContent = person ? person.place : job.title || "";
  part.querySelector("h1").textContent = (SAID[job.what] || "") + label + (person ? ` · ${person.name}` : "");
  return part;
};

const keepRecord = async (job, form) => {
  const open = missing(form);
  if (open.length) {
    notice("problems", `有 ${open.length} 处没有填好：${open[0].closest(".field").querySelector("legend, label").firstChild.textContent}`);
    open[0].scrollIntoView({ block: "center" });
    return;
  }
  if (job.keeping) return;                                  /* a second tap keeps nothing twice */
  job.keeping = true;
  try {
    await outbox.add(job.what, pairsOf(form), await lastNonce(), job.replaces);
  } catch (error) {
    if (error.name !== "QuotaExceededError") throw error;
    notice("full");
    return;
  } finally { job.keeping = false; }
  await drafts.forget(job.key);
  goTo("/today");
  notice("done", navigator.onLine ? "已存在手机里，正在发送。" : "已存在手机里，有信号时自动发出。");
  dispatchEvent(new Event("send"));
};

/* What is to be filled in: from the address, from a record of one's own, or from a refused item. */
export const jobFrom = (kept, pairs, more) => ({
  kept, id: value(pairs, "record.id") || newId(), kind: value(pairs, "record.kind"),
  people: valuesOf(pairs, "record.person"), given: pairs, hidden: [], what: "form", ...more,
});
/* The form of a job; none that this account may not fill in. */
export const templateOf = (templates, { what, kind }) =>
  templates.querySelector(`template[data-${what === "case" ? "opens" : "kind"}="${CSS.escape(kind)}"]`);

export const showForm = async (job, templates) => {
  const template = templateOf(templates, job);
  if (!template) { show(drawn("away")); return; }
  job.correct = job.what === "correct";
  job.single = template.dataset.who === "person";
  job.needsAcceptance = "acceptance" in template.dataset;
  if (job.single && job.people.length) job.hidden.push(["record.person", job.people[0]]);
  const dates = [...template.content.querySelectorAll('[name^="record.date."]')];
  job.dayName = dates[0].name;
  job.reason = templates.querySelector('template[data-part="reason"]');
  let pairs = (await drafts.of(job.key)) || job.given;
  job.day = value(pairs, job.dayName) || today();
  if (job.what === "form" && !job.replaces) job.hidden.push(["record.started_at", new Date().toISOString()]);
  const draw = () => {
    const form = drawForm(job, template);
    fill(form, pairs.filter(([name]) => name !== "record.id"));
    keepPhotos(form, document.getElementById("sheet-form"), pairs);
    show(heading(job, template.dataset.label), form);
    dispatchEvent(new Event("drawn"));
    if (!job.single) offerPeople(job, form, pairs);
    offerSomebody(job, form, pairs);
    askAgain(form);
    preview(job, form);
    tickChosen(form);
    form.addEventListener("input", () => { drafts.keep(job.key, pairsOf(form)); preview(job, form); });
    form.addEventListener("change", (event) => {
      if (event.target.name !== job.dayName || !event.target.value) return;
      pairs = pairsOf(form);
      job.day = event.target.value;
      draw();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      delete form.dataset.sent;
      keepRecord(job, form);
    });
  };
  draw();
  view().querySelector("h1").tabIndex = -1;
};
