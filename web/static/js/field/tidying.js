/* What the server has received leaves the phone: its content after two days, the mark of it after a week.
   Only after everything was sent; what waits, was refused or is in conflict stays for as long as it takes. */
import { change, drop, put, putAll } from "./db.js";
import { boxOf, photos, RECEIVED, REFUSED, rows } from "./outbox.js";

const DAY = 24 * 3600e3, READABLE = 2 * DAY, KNOWN = 7 * DAY;

/* Of an item that was received: who, which, when. Its content is on the server. */
const markOf = ({ id, seq, account, state, at }) => ({ id, seq, account, state, at });
export const isMark = (row) => !row.bytes;

/* From when on it counts as received: what an older version received has no instant yet. */
const since = async (table, row, now) => {
  if (row.at) return now - row.at;
  await change(table, row.id, (found) => found && { ...found, at: now });
  return 0;
};

/* A photo that was refused is for its author to see; for so long its record stays readable too. */
export const tidy = async (now = Date.now()) => {
  const files = await photos(), gone = [];
  for (const row of files.filter((one) => [RECEIVED, REFUSED].includes(one.state))) {
    if (await since("files", row, now) > (row.state === REFUSED ? KNOWN : READABLE)) gone.push(row.id);
  }
  const refused = files.some((one) => one.state === REFUSED && !gone.includes(one.id));
  for (const row of (await rows()).filter((one) => one.state === RECEIVED)) {
    const age = await since("items", row, now);
    if (age > KNOWN) await drop("items", row.id);
    else if (age > READABLE && !refused && !isMark(row)) await put("items", markOf(row));
  }
  if (gone.length) await putAll([], gone.flatMap((id) => [["files", id], ["files", boxOf(id)]]));
};
