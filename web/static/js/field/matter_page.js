/* 上报 on the phone: whom to call first, then what was found. Kept and sent like a record. */
import * as drafts from "./drafts.js";
import { askAgain, fill, missing, pairsOf } from "./drawing.js";
import { newId } from "./ids.js";
import * as outbox from "./outbox.js";
import { personOf } from "./round.js";
import { drawn, goTo, notice, now, show } from "./screen.js";
import { lastNonce } from "./sending.js";

export const partOf = (templates) => templates.querySelector('template[data-part="matter"]');
/* What a kind of matter is called, in the words of the form. */
export const kindOf = (templates, kind) => {
  const found = partOf(templates).content.querySelector(`[name="matter.kind"][value="${CSS.escape(kind)}"]`);
  return found ? found.closest("label").textContent.trim() : "";
};

const keepMatter = async (form, key, replaced) => {
  const open = missing(form);
  if (open.length) {
    notice("problems", "还有没有填好的地方。");
    open[0].scrollIntoView({ block: "center" });
    return;
  }
  try {
    await outbox.add("matter", pairsOf(form), await lastNonce(), replaced);
  } catch (error) {
    if (error.name !== "QuotaExceededError") throw error;
    notice("full");
    return;
  }
  await drafts.forget(key);
  goTo("/today");
  notice("done", navigator.onLine ? "已存在手机里，正在上报。" : "已存在手机里，有信号时自动上报；着急的事请先打电话。");
  dispatchEvent(new Event("send"));
};

/* `given` are the pairs of a refused item, `replaces` its row. */
export const showMatter = async (kept, templates, { person, kind, given, replaces }) => {
  const somebody = personOf(kept, person), key = replaces ? `again-${replaces.id}` : `matter-${person || "lead"}`;
  if (person && !somebody) { show(drawn("away")); return; }
  const form = document.createElement("form");
  form.id = "sheet-form";
  form.autocomplete = "off";
  form.append(partOf(templates).content.cloneNode(true));
  for (const input of form.querySelectorAll('[name="matter.kind"]')) {
    if ((input.value === "lead") !== !somebody) input.closest("label").remove();
  }
  const first = somebody ? [["matter.person", somebody.id], ["matter.site", somebody.site]] : [];
  fill(form, given || (await drafts.of(key)) || [
    ...first, ["matter.id", newId()], ["matter.kind", kind || (somebody ? "incident" : "lead")],
    ["matter.severity", "general"], ["matter.found_at", now()],
  ]);
  if (somebody) {
    const card = new DOMParser().parseFromString(somebody.card, "text/html");
    form.querySelector("[data-contacts]").replaceChildren(...card.querySelectorAll("[data-contact]"));
    for (const call of form.querySelectorAll("[data-contact]")) {
      call.classList.remove("round");
      call.append(` ${call.dataset.contact}`);
    }
  }
  const head = drawn("head");
  head.querySelector(".above").textContent = somebody ? somebody.place : "还没有登记的家庭";
  head.querySelector("h1").textContent = somebody ? `上报：${somebody.name}` : "报线索";
  show(head, form);
  askAgain(form);
  form.addEventListener("input", () => drafts.keep(key, pairsOf(form)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    delete form.dataset.sent;
    keepMatter(form, key, replaces);
  });
};
