/* Who took part, of a group or an activity: members first, others by a search in what was taken along. */
import { found, personOf } from "./round.js";
import { drawn } from "./screen.js";

const MOST = 12;

const choice = (person, checked) => {
  const part = drawn("choice"), input = part.querySelector("input"), small = document.createElement("small");
  input.value = person.id;
  input.checked = checked;
  small.textContent = person.place;
  part.querySelector("span").append(`${person.name} `, small);
  return part;
};

export const offerPeople = (job, form, pairs) => {
  const list = form.querySelector("#found"), search = form.querySelector('[name="record.find"]');
  if (!list) return;
  form.querySelector("[data-roll]")?.remove();              /* a list is read by the server only */
  const ticked = new Set(pairs.filter(([name]) => name === "record.person").map(([, id]) => id));
  const draw = () => {
    const near = search.value ? found(job.kept.people, search.value).slice(0, MOST) : [];
    const ids = new Set([...ticked, ...(job.members || []), ...near.map((one) => one.id)]);
    const box = document.createElement("div");
    box.className = "choices people";
    const people = [...ids].map((id) => personOf(job.kept, id) || { id, name: "档案外的人", place: "" });
    box.append(...people.map((one) => choice(one, ticked.has(one.id))));
    const count = document.createElement("p");
    count.className = "hint num";
    count.textContent = `已选 ${ticked.size} 人`;
    list.replaceChildren(box, count);
  };
  list.addEventListener("change", (event) => {
    if (event.target.checked) ticked.add(event.target.value); else ticked.delete(event.target.value);
    list.querySelector(".hint").textContent = `已选 ${ticked.size} 人`;
  });
  search.addEventListener("input", draw);
  const button = search.parentNode.querySelector("button");
  button.type = "button";
  button.addEventListener("click", draw);
  draw();
};
