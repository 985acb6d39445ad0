/* 待发送: what was recorded without waiting for the server. Encrypted, bound to its author, kept until
   the server has it; time alone never removes what was not received. In plain: ids, order, author,
   state, size, when it was received, and whether it opens a case. */
import { all, change, get, put, putAll } from "./db.js";
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

/* The bytes of a photo lie beside its row, under a key behind every SHA-256: whoever counts or lists reads none. */
export const boxOf = (sha) => `~${sha}`;
const LIGHT = IDBKeyRange.upperBound("~", true);

/* The photo under its SHA-256: its row, and the bytes as they are, copied, sealed. The same photo once. */
const sealedFile = async (blob, key, account) => {
  const bytes = await blob.arrayBuffer(), sha = await sha256(bytes);
  const known = await get("files", sha);
  if (known) return [known];
  const row = { id: sha, account, state: WAITING, size: bytes.byteLength, sent: 0 };
  return [row, { id: boxOf(sha), ...await sealBytes(key, `file:${sha}`, bytes) }];
};

/* Fields with the photos among them taken out: [[name, value or sha]], and the rows of the photos. */
const sealedFields = async (pairs, key, account) => {
  const fields = [], files = [], held = [];
  for (const [name, value] of pairs) {
    if (!(value instanceof Blob)) fields.push([name, value]);
    else if (value.size) {
      const [row, ...box] = await sealedFile(value, key, account);
      files.push(row, ...box);
      held.push(row.id);
      fields.push([name, row.id]);
    }
  }
  return { fields, files, held };
};

/* Keep what a form holds; resolves when it is on the disk. `nonce` is the last one of the server. */
export const add = async (what, pairs, nonce, replaced = null) => {
  const { account, outbox: key } = keys();
  const { fields, files, held } = await sealedFields(pairs, key, account);
  const before = replaced ? (await read(replaced)).files : [];
  const id = replaced ? replaced.id : newId(), number = await nextNumber();
  const content = { do: what, made_at: new Date().toISOString(), nonce, fields, files: [...before, ...held] };
  const row = { id, seq: number, account, state: WAITING, opens: what === "case", ...await seal(key, about(id), content) };
  await putAll([["items", row], ...files.map((one) => ["files", one])]);
  said();
  return id;
};

export const rows = async () => (await all("items")).sort((a, b) => a.seq - b.seq);
export const photos = () => all("files", LIGHT);
export const waiting = async () => {
  const [items, files] = [await rows(), await photos()];
  return [...items, ...files].filter((one) => OPEN.includes(one.state) || one.state === REFUSED || one.state === CONFLICT);
};

export const read = async (row, key = keys().outbox) => ({ ...row, ...await unseal(key, about(row.id), row) });
export const readFile = async (row, key) =>
  openBytes(key, `file:${row.id}`, row.bytes ? row : await get("files", boxOf(row.id)));

/* What the server answered stays with the item, sealed as well. */
export const mark = async (row, key, state, answer = {}) => {
  const { id, bytes, iv, seq, account, opens, at, state: before, ...content } = await read(row, key);
  const box = await seal(key, about(id), { ...content, answer });
  await put("items", { id, seq, account, opens, state, at: Date.now(), ...box });
  said();
};
export const setState = async (table, id, state, more = {}) => {
  await change(table, id, (row) => row && { ...row, state, ...more });
  said();
};

/* A photo that has arrived: its bytes need not stay on the phone. */
export const dropFile = async (row) => {
  const light = { id: row.id, account: row.account, size: row.size, sent: row.size, state: RECEIVED, at: Date.now() };
  await putAll([["files", light]], [["files", boxOf(row.id)]]);
  said();
};
