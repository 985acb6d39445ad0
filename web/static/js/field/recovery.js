/* This phone as the server knows it: enrolled under a permanent id of its own. */
import { get, put } from "./db.js";
import { newId } from "./ids.js";
import { fromBase64 } from "./sealing.js";
import { ask } from "./server.js";

const phoneId = async () => {
  const known = await get("keys", "phone");
  if (known) return known.uuid;
  const uuid = newId();
  await put("keys", { id: "phone", uuid });
  return uuid;
};
const phoneName = () => (/HarmonyOS|Android|iPhone|iPad|Windows|Macintosh|Linux/.exec(navigator.userAgent) || ["手机"])[0];

/* The outbox's key, as the server keeps it for this phone and account. */
export const recoveryKey = async (told) => {
  const json = { id: await phoneId(), name: phoneName() };
  const made = await (await ask("/api/devices", { method: "POST", json, csrf: told.csrf })).json();
  return fromBase64(made.recovery_key);
};
