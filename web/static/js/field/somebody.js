/* Questions that ask for a person or a household: looked for in what was taken along, by name, pinyin,
   initials or number. Who was not taken along is not on this phone, and that is said. */
import { found, personOf } from "./round.js";
import { drawn } from "./screen.js";

const MOST = 12, NAMED = 2;

/* A household as one says it: two names and how many were taken along. */
const homeOf = (people, id) => {
  const there = people.filter((one) => one.home === id);
  const names = there.slice(0, NAMED).map((one) => one.name).join("、");
  return there.length && { id, name: there.length > NAMED ? `${names} 等 ${there.length} 人` : `${names}一户`, place: there[0].place };
};
const ways = {
  person: { one: (kept, id) => personOf(kept, id), many: (people) => people },
  household: {
    one: (kept, id) => homeOf(kept.people, id),
    many: (people, kept) => [...new Set(people.map((one) => one.home).filter(Boolean))].map((id) => homeOf(kept.people, id)),
  },
};

const offer = (job, list, chosen) => {
  const { one, many } = ways[list.dataset.somebody], key = list.id.replace(/-found$/, "");
  const field = list.closest("[data-key]"), search = field.querySelector(`[name="${CSS.escape(key)}__find"]`);
  let id = chosen;
  const draw = () => {
    const near = search.value ? many(found(job.kept.people, search.value), job.kept).slice(0, MOST) : [];
    const known = id && (one(job.kept, id) || { id, name: "先前选的，不在带走的名单里", place: "" });
    const rows = [known, ...near.filter((row) => row.id !== id)].filter(Boolean);
    list.replaceChildren(...rows.map((row) => {
      const part = drawn("choice"), input = part.querySelector("input"), small = document.createElement("small");
      Object.assign(input, { type: "radio", name: key, value: row.id, checked: row.id === id });
      small.textContent = row.place;
      part.querySelector("span").append(`${row.name} `, small);
      return part;
    }));
    if (search.value && !near.length) {
      const none = document.createElement("p");
      none.className = "hint";
      none.textContent = `带走的名单里没有“${search.value}”。名单以外的，要有信号时才能选。`;
      list.append(none);
    }
  };
  list.addEventListener("change", (event) => { id = event.target.value; });
  search.addEventListener("input", draw);
  draw();
};

export const offerSomebody = (job, form, pairs) => {
  for (const list of form.querySelectorAll("[data-somebody]")) {
    const key = list.id.replace(/-found$/, "");
    offer(job, list, (pairs.find(([name, id]) => name === key && id) || [])[1]);
  }
};
