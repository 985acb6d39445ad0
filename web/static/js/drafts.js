/* Drafts: what was typed stays in this tab, sealed, until it has been sent, and only for its author.
   Passwords, files and fields marked data-private are never kept. */
import { forget, keep, kept, nameOf } from "./keeping.js";

const drawn = (part) => [...part.querySelectorAll("form[data-draft]")];
const held = (form) => [...form.querySelectorAll("input, select, textarea")].filter((input) =>
  input.name && input.name !== "_csrf" && !input.closest("[data-private]") &&
  !/^(password|file|hidden|submit|button)$/.test(input.type));
const ticks = (input) => /^(radio|checkbox)$/.test(input.type);
/* Questions that depend on others are opened and closed by yizhan.js when something was typed. */
const askAgain = (form) => form.querySelector("input").dispatchEvent(new Event("input", { bubbles: true }));

const typedIn = (form) => held(form)
  .filter((input) => (ticks(input) ? input.checked : input.value !== input.defaultValue))
  .map((input) => [input.name, input.value]);

/* Whether anything of the form became different. */
const fill = (form, values) => {
  const ticked = new Set(values.map(([name, value]) => `${name}\n${value}`)), typed = new Map(values);
  let changed = false;
  for (const input of held(form)) {
    if (!typed.has(input.name)) continue;
    const { name, value, checked } = input;
    if (ticks(input)) input.checked = ticked.has(`${name}\n${value}`);
    else input.value = typed.get(name);
    changed ||= input.checked !== checked || input.value !== value;
  }
  return changed;
};

const offerAnew = (form) => {
  const note = document.createElement("div"), say = document.createElement("p"), clear = document.createElement("button");
  note.className = "notice restored";
  say.textContent = "已恢复上次没有提交的内容。";
  Object.assign(clear, { type: "button", className: "btn quiet", textContent: "清空重填" });
  clear.addEventListener("click", () => {
    form.reset();
    askAgain(form);
    forget(form.dataset.draft);
    note.remove();
  });
  note.append(say, clear);
  form.prepend(note);
};

const restored = new WeakSet();
const restore = async (form) => {
  if (restored.has(form) || form.querySelector("[aria-invalid], .problem")) return;
  restored.add(form);
  const values = await kept(form.dataset.draft);
  if (!values || !fill(form, values)) return;
  offerAnew(form);
  askAgain(form);
};

document.addEventListener("input", ({ target: { form } }) => {
  if (form && form.dataset.draft) keep(form.dataset.draft, typedIn(form));
});
document.addEventListener("submit", ({ target, defaultPrevented }) => {
  if (target.dataset.draft && !defaultPrevented) sessionStorage.setItem("sending", nameOf(target.dataset.draft));
});
document.body.addEventListener("htmx:afterSwap", (event) => drawn(event.detail.target).forEach(restore));
document.body.addEventListener("htmx:afterRequest", ({ detail: { successful, elt } }) => {
  if (successful && elt.dataset.draft) forget(elt.dataset.draft);
});

/* What was sent is forgotten, unless its form, an error or the sign-in has come instead. */
const sent = sessionStorage.getItem("sending"), here = drawn(document);
sessionStorage.removeItem("sending");
if (sent && document.body.dataset.account && !here.some((form) => nameOf(form.dataset.draft) === sent)) {
  sessionStorage.removeItem(sent);
}
here.forEach(restore);
