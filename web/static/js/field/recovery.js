/* This phone as the server knows it: enrolled under a permanent id of its own. */
import { change, get, put } from "./db.js";
import { newId } from "./ids.js";
import { wipePeople } from "./lock.js";
import { fromBase64 } from "./sealing.js";
import { ask, Revoked } from "./server.js";

/* The row of this phone: its id, and those under which it was stopped before. */
const thisPhone = async () => {
  const known = await get("keys", "phone");
  if (known && known.uuid) return known;
  const made = { id: "phone", uuid: newId(), before: (known && known.before) || [] };
  await put("keys", made);
  return made;
};
const phoneName = () => (/HarmonyOS|Android|iPhone|iPad|Windows|Macintosh|Linux/.exec(navigator.userAgent) || ["手机"])[0];

/* Stopped by the station: the people go at once, what was not sent stays, sealed; the phone comes back
   under a new id only, which names the old ones. */
export const stopped = async () => {
  await wipePeople();
  await change("keys", "lock", (lock) => lock && { ...lock, revoked: true });
  await change("keys", "phone", (row) => row && row.uuid && { id: "phone", before: [row.uuid, ...(row.before || [])] });
};

const enrolled = async (told) => {
  const { uuid, before = [] } = await thisPhone(), json = { id: uuid, name: phoneName(), after: before };
  const made = await (await ask("/api/devices", { method: "POST", json, csrf: told.csrf })).json();
  return fromBase64(made.recovery_key);
};

/* The outbox's key, as the server keeps it for this phone and account. A phone that learns only now that
   it was stopped, from somebody who has signed in since, is enrolled anew: the key stays the same. */
export const recoveryKey = async (told) => {
  try { return await enrolled(told); } catch (error) {
    if (!(error instanceof Revoked)) throw error;
    await stopped();
    return enrolled(told);
  }
};
