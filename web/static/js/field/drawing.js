/* A form out of what the server drew: only what this person's contracts ask, in this month, each
   question once. The same markup as the page 记一笔; names and values are those that it posts. */
const all = (selector, within) => [...within.querySelectorAll(selector)];

/* The parts of the form for these contracts and this day, as the server would have drawn them. */
export const narrow = (part, contracts, day) => {
  const month = Number(day.slice(5, 7)), seen = new Set();
  const sections = all("section[data-contract]", part);
  const order = ["", ...contracts];
  sections.sort((a, b) => order.indexOf(a.dataset.contract) - order.indexOf(b.dataset.contract));
  for (const section of sections) {
    const months = JSON.parse(section.dataset.months || "{}");
    if (!order.includes(section.dataset.contract)) { section.remove(); continue; }
    section.parentNode.append(section);
    for (const field of all("[data-key]", section)) {
      const key = field.dataset.key;
      if (seen.has(key) || (months[key] && !months[key].includes(month))) field.remove();
      seen.add(key);
    }
    for (const group of all("section.asked", section)) if (!group.querySelector("[data-key]")) group.remove();
    if (!section.querySelector("[data-key]")) section.remove();
  }
  for (const item of all("[data-contracts]", part)) {
    if (!item.dataset.contracts.split(" ").some((one) => contracts.includes(one))) item.remove();
  }
  for (const group of all("details.form-part fieldset", part)) if (!group.querySelector("input")) group.remove();
  for (const list of all("details.form-part", part)) {
    if (!list.querySelector("input")) list.remove();
    else list.parentNode.append(list);
  }
  if (part.querySelector('[name="people_total"]')) {
    const twice = part.querySelector('[name="record.everyone"]');
    if (twice) twice.closest(".field").remove();
  }
  return part;
};

/* What the form would post, photos among it. */
export const pairsOf = (form) => [...new FormData(form).entries()];

/* Fill the form with pairs that it would have posted. */
export const fill = (form, pairs) => {
  const given = new Map();
  for (const [name, value] of pairs) given.set(name, [...(given.get(name) || []), String(value)]);
  for (const input of all("input, select, textarea", form)) {
    const values = given.get(input.name);
    if (!values || input.type === "file") continue;
    if (/^(radio|checkbox)$/.test(input.type)) input.checked = values.includes(input.value);
    else [input.value] = values;
  }
};

/* Let web/static/js/yizhan.js open and close the questions that depend on others. */
export const askAgain = (form) => {
  const first = form.querySelector("input");
  if (first) first.dispatchEvent(new Event("input", { bubbles: true }));
};

/* What must be filled in and is not: the same mark as the server's, beside the field. */
export const missing = (form) => {
  for (const said of all(".problem.here", form)) said.remove();
  const open = all("[aria-required]", form).filter((field) => {
    if (field.closest("[hidden]")) return false;
    if (field.matches("input, select, textarea")) return !field.disabled && !field.value.trim();
    return !field.querySelector(":checked");
  });
  for (const field of open) {
    const said = document.createElement("p");
    said.className = "problem here";
    said.textContent = "✕ 这一项必填。";
    field.closest(".field").append(said);
  }
  return open;
};
