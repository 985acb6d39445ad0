/* When to send: on opening, when the signal comes back, every few minutes, after each record, on demand. */
import { expire, isSet, theLock, wipePeople } from "./lock.js";
import { keys, lockNow } from "./keyring.js";
import { forget, takeAlong } from "./round.js";
import { notice, signal } from "./screen.js";
import { change, drop, get } from "./db.js";
import { flush } from "./sending.js";
import { NotNow, Revoked } from "./server.js";
import { waiting } from "./outbox.js";

const EVERY = 3 * 60e3, WRONG = 10 * 60e3;

/* How many wait, beside the word 待发送. */
export const showNumber = async () => {
  const number = (await waiting()).length;
  for (const place of document.querySelectorAll("[data-waiting]")) place.textContent = number || "";
  return number;
};

/* A wrong clock is said, never mended: when something was done stays what the phone says. */
const sayClock = async () => {
  const { ahead = 0 } = (await get("keys", "server")) || {};
  if (Math.abs(ahead) < WRONG) return;
  const hours = Math.round(Math.abs(ahead) / 3600e3 * 10) / 10;
  notice("warning", `这台手机的钟${ahead > 0 ? "快" : "慢"}了约 ${hours} 小时，请在系统设置里改成自动时间，并核对记录上的日期。`);
};

/* Switched off by the station: the people go at once, what was not sent stays, sealed. */
const revoked = async () => {
  await wipePeople();
  await change("keys", "lock", (lock) => lock && { ...lock, revoked: true });
  await drop("keys", "phone");
  forget();
  lockNow();
};

/* Send what waits, then take the round along anew. Says in one sentence how it stands. */
export const sync = async (after = () => {}) => {
  if (!keys()) return;
  signal("正在联网…");
  try {
    const sent = await flush(async (told) => (told.account.id === keys().account ? keys().outbox : null));
    if (!sent.busy && keys() && keys().caseload) await takeAlong();
    signal("已联网");
    await sayClock();
  } catch (error) {
    if (error instanceof Revoked) { await revoked(); return; }
    if (!(error instanceof NotNow)) throw error;
    signal(error.say);
  }
  await showNumber();
  await after();
};

export const watch = (act) => {
  addEventListener("online", act);
  addEventListener("offline", () => signal("没有信号，记录先存在手机里。"));
  addEventListener("send", act);
  setInterval(async () => { if (isSet(await theLock())) { await expire(); act(); } }, EVERY);
};
