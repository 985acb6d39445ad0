/* What pages do beyond posting forms. Without this file everything still works: forms post,
   links open pages, every question of a form is shown. */
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const inText = (element) => element && (element.isContentEditable ||
    /^(TEXTAREA|SELECT)$/.test(element.tagName) ||
    (element.tagName === "INPUT" && !/^(radio|checkbox|button|submit)$/.test(element.type)));

  /* Questions that are asked only after a certain answer. Hidden ones are not sent. */
  const answersOf = (form, key) => all(`[name="${CSS.escape(key)}"]`, form)
    .filter((input) => !input.disabled && !("carried" in input.dataset) && (!/^(radio|checkbox)$/.test(input.type) || input.checked))
    .map((input) => input.value);
  const answered = (form, key, wanted) =>
    answersOf(form, key).some((value) => (wanted || "").split(" ").includes(value));
  /* In their order: what is closed opens nothing, and an answer may end its own form. */
  const showAsked = (form) => {
    const ended = new Set();
    for (const part of all("[data-when], [data-key]", form)) {
      const { when, whenIn, key, ends } = part.dataset;
      const own = part.closest("[data-form]") || form;
      const note = part.parentElement.closest("[data-key]");
      const open = (note ? !note.hidden : !ended.has(own)) && (!when || answered(form, when, whenIn));
      part.hidden = !open;
      for (const input of all("input, select, textarea", part)) input.disabled = !open;
      if (open && ends && answered(form, key, ends)) ended.add(own);
    }
    for (const text of all("[data-other]", form)) {
      text.hidden = !answersOf(form, text.dataset.other).includes("__other");
    }
  };

  /* Left alone, a browser writes what is typed into its own files, in plain. */
  const prepare = (part) => {
    for (const form of all("form", part)) {
      if (!form.hasAttribute("autocomplete")) form.autocomplete = "off";
      showAsked(form);
    }
  };

  document.addEventListener("input", (event) => {
    if (event.target.form) showAsked(event.target.form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) { event.preventDefault(); return; }
    if (form.dataset.sent) event.preventDefault();           /* a second tap sends nothing twice */
    else if (!form.hasAttribute("hx-post") && !("again" in form.dataset)) form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => { for (const form of all("form")) delete form.dataset.sent; });

  /* Quick entry: Enter goes to the next row, and the last row brings another one. */
  const rowAfter = (row) => {
    if (row.nextElementSibling || row.parentElement.children.length >= 40) return row.nextElementSibling;
    const made = row.cloneNode(true), was = row.dataset.row, is = String(Number(was) + 1);
    made.dataset.row = is;
    for (const said of all(".said", made)) { said.id = `said-${is}`; said.replaceChildren(); }
    for (const input of all("input, select", made)) {
      input.name = input.name.replace(`row.${was}.`, `row.${is}.`);
      input.setAttribute("aria-label", input.getAttribute("aria-label").replace(Number(was) + 1, Number(is) + 1));
      if (/^(text|search)$/.test(input.type)) input.value = "";
    }
    for (const part of all("[data-when]", made)) part.dataset.when = part.dataset.when.replace(was, is);
    row.after(made);
    showAsked(row.closest("form"));
    return made;
  };
  document.addEventListener("keydown", (event) => {
    const row = event.key === "Enter" && !event.isComposing && event.target.matches("input") &&
      event.target.closest("[data-quick] tr");
    if (!row) return;
    event.preventDefault();
    const next = rowAfter(row);
    if (next) next.querySelector("input").focus();
  });

  /* The sheet: Esc closes it, and the focus goes back to what opened it. */
  const sheet = document.getElementById("sheet");
  let opener = null;
  const closeSheet = () => {
    if (!sheet || !sheet.firstElementChild) return false;
    sheet.replaceChildren();
    for (const row of all('[aria-selected="true"]')) row.setAttribute("aria-selected", "false");
    if (opener && document.contains(opener)) opener.focus();
    return true;
  };
  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close]");
    if (close && sheet && sheet.contains(close)) { event.preventDefault(); closeSheet(); return; }
    if (event.target.closest("[data-print]")) { window.print(); return; }
    if (event.target.closest("[data-back]") && window.history.length > 1) {
      event.preventDefault();
      window.history.back();
      return;
    }
    for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const find = event.key === "k" && (event.ctrlKey || event.metaKey) && document.querySelector("[data-find]");
    if (find) { event.preventDefault(); find.click(); return; }
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && !inText(document.activeElement)) {
      const search = document.querySelector("[data-search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    }
    if (event.key === "Escape") {
      for (const menu of all("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); return; }
      closeSheet();
    }
  });
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (document.hidden && "live" in event.detail.elt.dataset) event.preventDefault();  /* nobody looks */
    if (event.detail.target === sheet) opener = event.detail.elt;
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    prepare(event.detail.target);
    for (const form of all("form")) showAsked(form);         /* questions may have come in */
    if (event.detail.target !== sheet || !opener) return;
    for (const row of all('tr[aria-selected="true"]')) row.setAttribute("aria-selected", "false");
    const row = opener.closest("tr");
    if (row) row.setAttribute("aria-selected", "true");
    const heading = sheet.querySelector("[data-focus]");
    if (heading) heading.focus({ preventScroll: false });
  });
  document.body.addEventListener("htmx:sendError", () => {
    const flash = document.getElementById("flash");
    if (flash) flash.textContent = "没有连上服务器，内容还在页面上，请稍后再试。";
  });

  /* A page that answers a form is kept by the browser together with what was posted: it is let go of.
     The app still needs it, until it has kept what came without a signal. */
  if (!("shell" in document.body.dataset)) history.replaceState(history.state, "", location.href);
  prepare(document);
})();
