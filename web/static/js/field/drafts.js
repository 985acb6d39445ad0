/* What was typed and not yet kept: sealed with the outbox's key, so that a lock or a reload loses nothing. */
import { get, put } from "./db.js";
import { keys } from "./keyring.js";
import { notice } from "./screen.js";
import { seal, unseal } from "./sealing.js";

const PAUSE = 300;
let timer = 0;

const read = async () => {
  const box = await get("kept", "drafts");
  try { return box ? await unseal(keys().outbox, "drafts", box) : {}; } catch { return {}; }
};
const write = async (drafts) => put("kept", { id: "drafts", ...await seal(keys().outbox, "drafts", drafts) });

export const of = async (key) => (await read())[key] || null;

const store = async (key, pairs) => {
  if (!keys()) return;
  try {
    await write({ ...await read(), [key]: pairs.filter(([, value]) => typeof value === "string") });
  } catch (error) {
    if (error.name !== "QuotaExceededError") throw error;
    notice("full");
  }
};
export const keep = (key, pairs) => {
  clearTimeout(timer);
  timer = setTimeout(() => store(key, pairs), PAUSE);
};
export const forget = async (key) => {
  clearTimeout(timer);
  const drafts = await read();
  delete drafts[key];
  await write(drafts);
};
