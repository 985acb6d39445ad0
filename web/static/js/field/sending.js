/* Sending what waits: one tab at a time, the session first, records before photos, in their order.
   Kept on 401, 403, 429, 5xx and without a network; marked when the server refuses it for what it is.
   What is in conflict is asked about each time: once that is settled, the answer says what was decided. */
import { get, put } from "./db.js";
import { keys } from "./keyring.js";
import * as outbox from "./outbox.js";
import { sendPhotos } from "./photos.js";
import { asText, sealBytes } from "./sealing.js";
import { ask, NotNow, Refused, session } from "./server.js";

const BATCH = 40, SETTLED = ["form", "correct"];
const OUTCOMES = { saved: outbox.RECEIVED, again: outbox.RECEIVED, conflict: outbox.CONFLICT, refused: outbox.REFUSED };

/* The difference between the phone's clock and the server's, and the last nonce: for what is made next. */
export const noteSession = async (told) => {
  const ahead = Date.now() - Date.parse(told.time);
  await put("keys", { id: "server", nonce: told.nonce, ahead, version: told.version });
  return told;
};
export const lastNonce = async () => ((await get("keys", "server")) || {}).nonce || "";

/* Only who has entered the PIN holds the outbox's key; the server knows it too, and so can tell. */
const proof = async () => {
  const held = keys();
  return held ? asText(await sealBytes(held.outbox, `unlocked:${held.account}`, new Uint8Array())) : "";
};

const post = async (items, csrf) =>
  (await ask("/api/records", { method: "POST", json: { items }, csrf })).json();

const itemOf = (one) => ({ seq: one.seq, made_at: one.made_at, nonce: one.nonce, do: one.do, fields: one.fields });

/* One batch; a batch that is refused whole is sent item by item, so that one spoils no other. */
const sendBatch = async (batch, csrf, key) => {
  let told;
  try {
    told = await post(batch.map(itemOf), csrf);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (batch.length === 1) return outbox.mark(batch[0], key, outbox.REFUSED, { say: error.say, problems: {} });
    for (const one of batch) await sendBatch([one], csrf, key);
    return undefined;
  }
  for (const [place, answer] of told.items.entries()) {
    if (answer.outcome === "conflict" && batch[place].state === outbox.CONFLICT) continue;
    await outbox.mark(batch[place], key, OUTCOMES[answer.outcome] || outbox.REFUSED, answer);
  }
  return undefined;
};

const isOpen = (row) => outbox.OPEN.includes(row.state);

/* What waits, and records in conflict; of a matter or a case the server keeps no second version to settle. */
const toSend = async (account, key) => {
  const found = [];
  for (const row of (await outbox.rows()).filter((one) => one.account === account)) {
    if (isOpen(row) || (row.state === outbox.CONFLICT && SETTLED.includes((await outbox.read(row, key)).do))) found.push(row);
  }
  return found;
};

const sendRecords = async (told, key) => {
  const mine = await toSend(told.account.id, key);
  for (let at = 0; at < mine.length; at += BATCH) {
    const part = mine.slice(at, at + BATCH), batch = [];
    for (const row of part) {
      if (isOpen(row)) await outbox.setState("items", row.id, outbox.SENDING);
      batch.push(await outbox.read(row, key));
    }
    try {
      await sendBatch(batch, told.csrf, key);
    } catch (error) {
      for (const row of part.filter(isOpen)) await outbox.setState("items", row.id, outbox.WAITING);
      throw error;
    }
  }
  return mine.length;
};

/* Send everything that this account may send. `keyFor` gives the outbox's key once it is known who is
   signed in. Says what kept it from sending, or how many were sent. */
export const flush = (keyFor) => navigator.locks.request("outbox", { ifAvailable: true }, async (held) => {
  if (!held) return { busy: true };
  const told = await noteSession(await session(await proof()));
  const key = await keyFor(told);
  if (!key) throw new NotNow("other", "这台手机里待发送的是另一位同事的，请由本人登录后发送。");
  const records = await sendRecords(told, key);
  const photos = await sendPhotos(told, key);
  return { records, photos, told };
});
