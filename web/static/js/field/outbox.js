/* 待发送: what was recorded without waiting for the server. Encrypted, bound to its author, kept until
   the server has it; time alone never removes anything. In plain: ids, order, author, state, size, and
   whether it opens a case. */
import { all, change, drop, get, put, putAll } from "./db.js";
import { newId } from "./ids.js";
import { keys } from "./keyring.js";
import { openBytes, seal, sealBytes, sha256, unseal } from "./sealing.js";

/* The states of an item, and of a photo the first and the last two. */
export const WAITING = "waiting", SENDING = "sending", RECEIVED = "received", CONFLICT = "conflict", REFUSED = "refused";
export const OPEN = [WAITING, SENDING];

const said = () => dispatchEvent(new Event("outbox"));
const about = (id) => `item:${id}`;
const nextNumber = async () => {
  let number = 1;
  await change("keys", "number", (row) => { number = row ? row.number + 1 : 1; return { id: "number", number }; });
  return number;
};

/* The photo under its SHA-256: the bytes as they are, copied, sealed. The same photo once. */
const sealedFile = async (blob, key, account) => {
  const bytes = await blob.arrayBuffer(), sha = await sha256(bytes);
  const known = await get("files", sha);
  const box = known ? {} : await sealBytes(key, `file:${sha}`, bytes);
  return known || { id: sha, account, state: WAITING, size: bytes.byteLength, sent: 0, ...box };
};

/* Fields with the photos among them taken out: [[name, value or sha]], and the rows of the photos. */
const sealedFields = async (pairs, key, account) => {
  const fields = [], files = [];
  for (const [name, value] of pairs) {
    if (!(value instanceof Blob)) fields.push([name, value]);
    else if (value.size) {
      const row = await sealedFile(value, key, account);
      files.push(row);
      fields.push([name, row.id]);
    }
  }
  return { fields, files };
};

/* Keep what a form holds; resolves when it is on the disk. `nonce` is the last one of the server. */
export const add = async (what, pairs, nonce, replaced = null) => {
  const { account, outbox: key } = keys();
  const { fields, files } = await sealedFields(pairs, key, account);
  const held = replaced ? (await read(replaced)).files : [];
  const id = replaced ? replaced.id : newId(), number = await nextNumber();
  const content = { do: what, made_at: new Date().toISOString(), nonce, fields, files: [...held, ...files.map((one) => one.id)] };
  const row = { id, seq: number, account, state: WAITING, opens: what === "case", ...await seal(key, about(id), content) };
  await putAll([["items", row], ...files.map((one) => ["files", one])]);
  said();
  return id;
};

export const rows = async () => (await all("items")).sort((a, b) => a.seq - b.seq);
export const photos = () => all("files");
export const waiting = async () => {
  const [items, files] = [await rows(), await photos()];
  return [...items, ...files].filter((one) => OPEN.includes(one.state) || one.state === REFUSED || one.state === CONFLICT);
};

export const read = async (row, key = keys().outbox) => ({ ...row, ...await unseal(key, about(row.id), row) });
export const readFile = (row, key) => openBytes(key, `file:${row.id}`, row);

/* What the server answered stays with the item, sealed as well. */
export const mark = async (row, key, state, answer = {}) => {
  const { id, bytes, iv, seq, account, opens, state: before, ...content } = await read(row, key);
  const box = await seal(key, about(id), { ...content, answer });
  await put("items", { id, seq, account, opens, state, ...box });
  said();
};
export const setState = async (table, id, state, more = {}) => {
  await change(table, id, (row) => row && { ...row, state, ...more });
  said();
};

/* A photo that has arrived, or an item that was received, need not stay on the phone. */
export const remove = async (id) => { await drop("items", id); said(); };
export const dropFile = async (row) => {
  await put("files", { id: row.id, account: row.account, size: row.size, sent: row.size, state: RECEIVED });
  said();
};
