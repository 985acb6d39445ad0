/* 今日 and the short card, from what was taken along; whom a record is for. */
import { found, personOf } from "./round.js";
import { drawn, moment, show, slot } from "./screen.js";

const fragment = (html) => new DOMParser().parseFromString(html, "text/html").body;
const into = (element, html) => element.replaceChildren(...fragment(html).childNodes);

/* Nothing of the list is hidden by a search that finds nobody: it says so. */
const narrowList = (list, people, typed) => {
  const ids = new Set(found(people, typed).map((one) => one.id));
  for (const row of list.querySelectorAll("[data-person]")) row.hidden = !ids.has(row.dataset.person);
  for (const part of list.querySelectorAll("section")) part.hidden = !part.querySelector("[data-person]:not([hidden])");
};

const row = (title, sub, href, word) => {
  const part = drawn("row");
  const [name, go] = part.querySelectorAll("a");
  name.textContent = title;
  name.href = go.href = href;
  part.querySelector(".sub").textContent = sub;
  go.textContent = word;
  return part;
};

export const showToday = (kept) => {
  show(drawn("today"));
  slot("taken").textContent = `${moment(kept.at)} 取回`;
  const list = document.getElementById("list");
  into(list, kept.today);
  document.querySelector("[data-find]").addEventListener("input", (event) =>
    narrowList(list, kept.people, event.target.value));
  const cases = kept.cases.filter((one) => one.record);
  slot("cases").hidden = !cases.length;
  slot("cases").querySelector("ul").replaceChildren(...cases.map((one) => {
    const person = one.members.length === 1 ? `&person=${one.members[0]}` : "";
    return row(one.title, `${one.opened}立案 · ${one.members.length} 人`, `/record?kind=${one.record}&case=${one.id}${person}`, "记一次");
  }));
};

export const showPerson = (kept, id) => {
  const person = personOf(kept, id);
  if (!person) { show(drawn("away")); return; }
  show(...fragment(person.card).childNodes);
};

export const showWhom = (kept, kind, label) => {
  show(drawn("whom"));
  document.querySelector(".above").textContent = label;
  const draw = (typed) => slot("people").replaceChildren(...found(kept.people, typed).map((one) =>
    row(one.name, one.place, `/record?kind=${kind}&person=${one.id}`, "选这位")));
  draw("");
  document.querySelector("[data-find]").addEventListener("input", (event) => draw(event.target.value));
};

export const showRecent = (kept, labels) => {
  show(drawn("recent"));
  const rows = kept.records.map((one) => {
    const names = one.people.map((id) => (personOf(kept, id) || {}).name).filter(Boolean);
    const sub = [names.slice(0, 3).join("、"), one.title].filter(Boolean).join(" · ");
    return row(`${one.day} · ${labels(one.kind)}`, sub, `/activities/${one.id}/correct`, "更正");
  });
  slot("records").replaceChildren(...rows);
};
