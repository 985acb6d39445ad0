/* What a page keeps in its tab: sealed under a key that the server derives for this account and gives
   in pages alone, so that what lies on the disk tells nothing to anybody who is not signed in. */
import { asBox, asText, dataKey, fromBase64, seal, unseal } from "./field/sealing.js";

const given = document.querySelector('meta[name="keeping-key"]'), mine = `kept:${document.body.dataset.account}:`;
/* Nothing is kept before signing in, nor where the browser has no encryption (a LAN address without HTTPS). */
const key = given && crypto.subtle ? dataKey(fromBase64(given.content)) : null;
const turns = new Map();

export const nameOf = (name) => mine + name;
export const forget = (name) => { turns.delete(name); sessionStorage.removeItem(mine + name); };

/* The last that was kept under a name wins, however long each takes to seal. */
export const keep = async (name, value) => {
  if (!key) return;
  const turn = Symbol(name);
  turns.set(name, turn);
  const box = await seal(await key, mine + name, value);
  if (turns.get(name) !== turn) return;
  try { sessionStorage.setItem(mine + name, asText(box)); } catch { /* full */ }
};

/* What was kept; null when there is nothing, or nothing that this key opens. */
export const kept = async (name) => {
  const text = key && sessionStorage.getItem(mine + name);
  if (!text) return null;
  try { return await unseal(await key, mine + name, asBox(text)); } catch { forget(name); return null; }
};

/* Somebody else has signed in here: what the one before had kept goes. */
if (given) {
  for (const name of Object.keys(sessionStorage)) {
    if (/^(kept|draft):/.test(name) && !name.startsWith(mine)) sessionStorage.removeItem(name);
  }
}
