/* The lock of this phone: two data keys, wrapped by the PIN and by a key that never leaves the phone.

   The caseload's key is made here and exists nowhere else: destroyed, the people are gone. The
   outbox's key is known to the server too, so that a forgotten PIN loses no record. Nothing in the
   row "lock" names a person. */
import { change, drop, get, put } from "./db.js";
import { bytesOf, dataKey, openBytes, randomBytes, sealBytes } from "./sealing.js";

export const TRIES = 5;
export const LASTS = 72 * 3600e3;
const LEAST_ROUNDS = 310_000, MOST_ROUNDS = 2_000_000, WANTED_MS = 300, SAMPLE = 60_000;

const pinKey = async (pin, salt, rounds) => {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds },
    typed, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
};

/* As many rounds as this very phone does in less than half a second. */
const measuredRounds = async () => {
  const start = performance.now();
  await pinKey("000000", randomBytes(16), SAMPLE);
  const each = (performance.now() - start) / SAMPLE;
  return Math.round(Math.min(MOST_ROUNDS, Math.max(LEAST_ROUNDS, WANTED_MS / each)));
};

const deviceKey = async () => {
  const known = await get("keys", "device");
  if (known) return known.key;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await put("keys", { id: "device", key });
  return key;
};

const wrap = async (raw, about, pin, device) => {
  const inner = await sealBytes(pin, about, raw);
  const outer = await sealBytes(device, about, inner.bytes);
  return { inner: inner.iv, iv: outer.iv, bytes: outer.bytes };
};
const unwrap = async (box, about, pin, device) =>
  openBytes(pin, about, { iv: box.inner, bytes: await openBytes(device, about, box) });

export const theLock = () => get("keys", "lock");
export const isSet = (lock) => Boolean(lock && lock.outbox);

/* A new PIN: a new caseload key (what was kept of people goes), the outbox's key kept. */
export const setPin = async (pin, account, recovery) => {
  const device = await deviceKey(), rounds = await measuredRounds(), salt = randomBytes(16);
  const key = await pinKey(pin, salt, rounds), raw = randomBytes(32);
  const now = Date.now();
  const lock = {
    id: "lock", account, salt, rounds, tries: 0, contact: now, seen: now,
    caseload: await wrap(raw, "caseload", key, device),
    outbox: await wrap(recovery, "outbox", key, device),
  };
  for (const part of ["round", "forms"]) await drop("kept", part);
  await put("keys", lock);
  return { account, caseload: await dataKey(raw), outbox: await dataKey(recovery) };
};

/* What is known of the people goes for good; the outbox stays, encrypted. */
export const wipePeople = async () => {
  await change("keys", "lock", (lock) => lock && { ...lock, caseload: null });
  for (const part of ["round", "forms"]) await drop("kept", part);
};
export const wipeAll = async () => {
  await wipePeople();
  await change("keys", "lock", (lock) => lock && { ...lock, outbox: null });
};

/* After 72 hours without the server the people are wiped, whatever the phone's clock was set to. How
   late it was is written down at most once a minute: a list is not kept waiting for the disk. */
const MINUTE = 60e3;
export const expire = async () => {
  const lock = await theLock();
  if (!lock) return null;
  const seen = Math.max(Date.now(), lock.seen);
  if (lock.caseload && seen - lock.contact > LASTS) await wipePeople();
  else if (seen - lock.seen < MINUTE) return lock;
  await change("keys", "lock", (row) => row && { ...row, seen: Math.max(seen, row.seen) });
  return theLock();
};
export const noteContact = () => change("keys", "lock", (lock) =>
  lock && { ...lock, contact: Date.now(), seen: Date.now() });

/* The keys for the right PIN; { left } for a wrong one: after the fifth everything is wiped. A try is
   written down before its outcome is looked at; that it was right need not be waited for. */
export const unlock = async (pin) => {
  let lock = await theLock();
  const noted = change("keys", "lock", (row) => { lock = row && { ...row, tries: row.tries + 1 }; return lock; });
  const [key, device] = await Promise.all([pinKey(pin, lock.salt, lock.rounds), deviceKey(), noted]);
  try {
    const outbox = await dataKey(bytesOf(await unwrap(lock.outbox, "outbox", key, device)));
    const caseload = lock.caseload && await dataKey(await unwrap(lock.caseload, "caseload", key, device));
    change("keys", "lock", (row) => row && { ...row, tries: 0 });
    return { account: lock.account, caseload, outbox };
  } catch (error) {
    if (error.name !== "OperationError") throw error;
    if (lock.tries >= TRIES) await wipeAll();
    return { left: Math.max(0, TRIES - lock.tries) };
  }
};
