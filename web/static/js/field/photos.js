/* Photos: by their SHA-256, in pieces, from where the last attempt was cut off. */
import { change } from "./db.js";
import * as outbox from "./outbox.js";
import { ask, Refused } from "./server.js";

const PIECE = 512 * 1024;

/* How much of it the server has, and whether it has all; nothing of one that it has never seen. */
const known = async (sha) => {
  try {
    const { headers } = await ask(`/api/files/${sha}`, { method: "HEAD" });
    return { offset: Number(headers.get("upload-offset")), state: headers.get("upload-state") };
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return { offset: 0 };
    throw error;
  }
};

const piece = async (sha, offset, bytes, csrf) => ask(`/api/files/${sha}`, {
  method: "PATCH", csrf, body: bytes.slice(offset, offset + PIECE),
  headers: {
    "content-type": "application/offset+octet-stream",
    "upload-offset": String(offset), "upload-length": String(bytes.byteLength),
  },
});

/* The next piece; when the server stands elsewhere, from where it stands. */
const next = async (sha, offset, bytes, csrf) => {
  try {
    return await piece(sha, offset, bytes, csrf);
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 409 || !error.headers.has("upload-offset")) throw error;
    return piece(sha, Number(error.headers.get("upload-offset")), bytes, csrf);
  }
};

/* Asked how much of it has come only when it was tried before: most photos arrive at the first try. */
const sendOne = async (row, csrf, key) => {
  let { offset, state } = row.tried ? await known(row.id) : { offset: 0 }, told = { state };
  if (!row.tried) await change("files", row.id, (found) => found && { ...found, tried: true });
  if (state !== "kept" && state !== "refused") {
    const bytes = await outbox.readFile(row, key);
    while (offset < bytes.byteLength) {
      const answer = await next(row.id, offset, bytes, csrf);
      offset = Number(answer.headers.get("upload-offset"));
      await outbox.setState("files", row.id, outbox.SENDING, { sent: offset });
      if (offset >= bytes.byteLength) told = await answer.json();
    }
  }
  if (told.state === "refused") throw new Refused(422, told.say || "这张照片没有被收下，请重新拍一张。");
  await outbox.dropFile(row);
};

/* Every photo that waits; one that is refused keeps its reason and stops no other. */
export const sendPhotos = async (told, key) => {
  const mine = (await outbox.photos()).filter((row) => row.account === told.account.id && outbox.OPEN.includes(row.state));
  for (const row of mine) {
    try {
      await sendOne(row, told.csrf, key);
    } catch (error) {
      if (!(error instanceof Refused)) { await outbox.setState("files", row.id, outbox.WAITING); throw error; }
      await outbox.setState("files", row.id, outbox.REFUSED, { say: error.say });
    }
  }
  return mine.length;
};
