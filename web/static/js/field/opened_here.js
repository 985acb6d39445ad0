/* Cases and groups that were opened on this phone and that the server has not handed back yet: their
   sessions can be recorded at once, and follow them in the queue. */
import { keys } from "./keyring.js";
import * as outbox from "./outbox.js";

const value = (item, name) => (item.fields.find(([key]) => key === name) || [])[1] || "";

const caseOf = (item, templates) => {
  const form = templates.querySelector(`template[data-opens="${CSS.escape(value(item, "record.kind"))}"]`);
  return {
    id: value(item, "record.id"), title: value(item, "record.title"), site: value(item, "record.site"),
    record: form ? form.dataset.session : "", opened: "刚在手机上",
    members: item.fields.filter(([name]) => name === "record.person").map(([, id]) => id),
  };
};

/* What was taken along, with these cases in front. */
export const withOpened = async (kept, templates) => {
  const mine = (await outbox.rows()).filter((row) => row.opens && row.account === keys().account
    && row.state !== outbox.REFUSED && row.state !== outbox.CONFLICT);
  if (!kept || !mine.length) return kept;
  const known = new Set(kept.cases.map((one) => one.id)), forms = await templates();
  const fresh = await Promise.all(mine.map(async (row) => caseOf(await outbox.read(row), forms)));
  return { ...kept, cases: [...fresh.filter((one) => !known.has(one.id)), ...kept.cases] };
};
