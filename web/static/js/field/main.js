/* The phone app: which page an address shows, who may see it, and what happens meanwhile. */
import { showLock, showSetUp } from "./entering.js";
import { changeOver, register } from "./installing.js";
import { keys, whenLocked } from "./keyring.js";
import { keepLeft, somethingLeft } from "./left_over.js";
import { expire, isSet } from "./lock.js";
import { read, rows } from "./outbox.js";
import { exportAll, freshen, showOutbox } from "./outbox_page.js";
import { showPerson, showRecent, showToday, showWhom } from "./people_pages.js";
import { kindOf, showMatter } from "./matter_page.js";
import { withOpened } from "./opened_here.js";
import { jobFrom, showForm } from "./record_page.js";
import * as round from "./round.js";
import { drawn, goTo, notice, quiet, show, showWhere } from "./screen.js";
import { showNumber, sync, watch } from "./syncing.js";

const ID = "([0-9a-f]{8}-[0-9a-f-]{27})";
const labelled = (templates) => (kind) => {
  const name = CSS.escape(kind);
  const found = templates && templates.querySelector(`template[data-kind="${name}"], template[data-opens="${name}"]`);
  return found ? found.dataset.label : (templates && kindOf(templates, kind)) || kind;
};

const showKinds = (templates, person) => {
  show(drawn("kinds"), templates.querySelector('template[data-part="kinds"]').content.cloneNode(true));
  for (const link of document.querySelectorAll(".kinds a")) {
    const kind = new URL(link.href).searchParams.get("kind");
    const found = templates.querySelector(`template[data-kind="${CSS.escape(kind)}"]`);
    if (person && found && found.dataset.who === "none") link.closest("li").remove();
    else if (person) link.href += `&person=${person}`;
  }
};

const again = async (kept, templates, id) => {
  const row = (await rows()).find((one) => one.id === id);
  if (!row) { goTo("/outbox"); return; }
  const item = await read(row);
  if (item.do === "matter") {
    const [, person] = item.fields.find(([name]) => name === "matter.person") || [];
    await showMatter(kept, templates, { person, given: item.fields, replaces: row });
    return;
  }
  const lasting = item.fields.filter(([name]) => ["record.version", "record.case", "record.started_at"].includes(name));
  await showForm(jobFrom(kept, item.fields, { key: `again-${id}`, replaces: row, hidden: lasting, what: item.do }), templates);
};

const showRecord = async (kept, query) => {
  const templates = await round.forms(), kind = query.get("kind"), person = query.get("person");
  if (query.get("again")) { await again(kept, templates, query.get("again")); return; }
  if (!kind) { showKinds(templates, person); return; }
  const template = templates.querySelector(`template[data-kind="${CSS.escape(kind)}"]`);
  if (template && template.dataset.who === "person" && !person) { showWhom(kept, kind, labelled(templates)(kind)); return; }
  const group = kept.cases.find((one) => one.id === query.get("case"));
  const site = group ? group.site : (round.personOf(kept, person) || {}).site;
  const given = [["record.kind", kind], ["record.role", "lead"]];
  if (person) given.push(["record.person", person]);
  if (site) given.push(["record.site", site]);
  await showForm(jobFrom(kept, given, {
    key: location.search, members: group && group.members, title: group && group.title,
    hidden: group ? [["record.case", group.id]] : [],
  }), templates);
};

const showOpening = async (kept, query) => {
  const kind = query.get("kind"), person = query.get("person"), templates = await round.forms();
  if (!kind) { showKinds(templates, person); return; }
  const site = (round.personOf(kept, person) || {}).site, given = [["record.kind", kind]];
  if (person) given.push(["record.person", person]);
  if (site) given.push(["record.site", site]);
  await showForm(jobFrom(kept, given, { key: location.search, what: "case" }), templates);
};

const showCorrection = async (kept, id) => {
  const found = kept.records.find((one) => one.id === id), templates = await round.forms();
  if (!found) { show(drawn("away")); return; }
  const lasting = found.fields.filter(([name]) => ["record.version", "record.case", "record.started_at"].includes(name));
  await showForm(jobFrom(kept, found.fields, {
    key: `correct-${id}`, id, what: "correct", contracts: found.contracts, hidden: lasting,
  }), templates);
};

const PAGES = [
  [/^\/(?:today|field|home)?$/, (kept) => showToday(kept)],
  [new RegExp(`^/people/${ID}$`), (kept, query, id) => showPerson(kept, id)],
  [/^\/record$/, showRecord],
  [/^\/cases\/new$/, showOpening],
  [/^\/matters\/new$/, async (kept, query) =>
    showMatter(kept, await round.forms(), { person: query.get("person"), kind: query.get("kind") })],
  [new RegExp(`^/activities/${ID}/correct$`), (kept, query, id) => showCorrection(kept, id)],
  [/^\/activities$/, async (kept) => showRecent(kept, labelled(await round.forms()))],
];
const known = (path) => path === "/outbox" || PAGES.some(([pattern]) => pattern.test(path));

/* One drawing at a time, each of the address as it is by then: a slow one never covers a later one. */
let drawing = Promise.resolve();
const inTurn = (act) => {
  const next = drawing.then(act);
  drawing = next.catch(() => {});
  return next;
};

const draw = async () => {
  const { pathname: path, search } = location, query = new URLSearchParams(search);
  const [lock, left] = await Promise.all([expire(), somethingLeft()]);
  if (left && !isSet(lock)) { show(drawn("left")); return; }
  if (query.has("new") || !isSet(lock)) { await showSetUp(() => { history.replaceState(null, "", "/today"); go(); sync(refresh); }); return; }
  if (lock.revoked && path !== "/outbox") { show(drawn("revoked")); return; }
  if (!keys()) { showLock(() => { go(); sync(refresh); }); return; }
  if (left) {
    try { await keepLeft(); } catch (error) {
      if (error.name !== "QuotaExceededError") throw error;
      notice("full");
      return;
    }
    history.replaceState(null, "", "/today");
    notice("done", "没有信号，刚才那一笔已存在手机里，有信号时自动发出。");
    go();
    return;
  }
  const kept = await withOpened(await round.round(), round.forms);
  showWhere(path);
  if (path === "/outbox") { await showOutbox(kept, labelled(kept && await round.forms())); return; }
  if (!kept) { show(drawn("no-people")); return; }
  const [pattern, page] = PAGES.find(([one]) => one.test(path)) || [];
  if (page) await page(kept, query, ...path.match(pattern).slice(1));
  else show(drawn("away"));
};

const go = () => inTurn(draw).then(showNumber);
/* After sending: lists are drawn anew, a form that is being filled in is left alone. */
const refresh = () => inTurn(async () => { if (!document.querySelector("#sheet-form")) await draw(); });

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='/']"), act = event.target.closest("[data-act]");
  if (link && !("online" in link.dataset) && !event.ctrlKey && !event.metaKey && known(new URL(link.href).pathname) && !link.href.includes("new=1")) {
    event.preventDefault();
    quiet();
    goTo(link.href);
  }
  if (!act) return;
  if (act.dataset.act === "reload") location.reload();
  if (act.dataset.act === "back") history.back();
  if (act.dataset.act === "send") sync(refresh);
  if (act.dataset.act === "export") exportAll();
});
addEventListener("popstate", go);
/* However many items change while one look at them goes on, one more look follows. */
let looking = false;
addEventListener("outbox", () => {
  if (looking) return;
  looking = true;
  inTurn(async () => {
    looking = false;
    if (location.pathname === "/outbox") await freshen();
    await showNumber();
  });
});
whenLocked(() => { round.forget(); go(); });
watch(() => sync(refresh));
register((fresh) => {
  notice("update");
  document.querySelector('[data-act="update"]').addEventListener("click", () => changeOver(fresh));
});
go();
