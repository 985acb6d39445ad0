/* What was taken along: people, cases, own records and the forms; kept encrypted, read once. */
import { get, put } from "./db.js";
import { keys } from "./keyring.js";
import { noteContact } from "./lock.js";
import { seal, unseal } from "./sealing.js";
import { ask } from "./server.js";

let read = {};
export const forget = () => { read = {}; };

const load = async (part) => {
  const key = keys() && keys().caseload;
  if (!key) return null;
  if (!(part in read)) {
    const box = await get("kept", part);
    read[part] = box ? await unseal(key, part, box) : null;
  }
  return read[part];
};
const keep = async (part, value) => {
  read[part] = value;
  await put("kept", { id: part, ...await seal(keys().caseload, part, value) });
};

export const round = () => load("round");
export const forms = async () => {
  const kept = await load("forms");
  return kept && new DOMParser().parseFromString(kept.html, "text/html");
};

/* Fetch the round anew, and the forms when they have changed. */
export const takeAlong = async () => {
  const fresh = await (await ask("/api/round")).json();
  const kept = await load("forms");
  if (!kept || kept.stamp !== fresh.forms) {
    const html = await (await ask("/field/forms", { headers: { accept: "text/html" } })).text();
    await keep("forms", { stamp: fresh.forms, html });
  }
  await keep("round", fresh);
  await noteContact();
  return fresh;
};

export const personOf = (found, id) => found.people.find((one) => one.id === id);

/* The people whose name, pinyin, initials or number begin so; of a village by its name. */
export const found = (people, typed) => {
  const start = typed.trim().toLowerCase();
  return people.filter((one) => !start || one.keys.some((key) => key.startsWith(start)) || one.place.includes(start));
};
