/* When to send: on opening, when the signal comes back, every few minutes, after each record, on demand. */
import { expire, isSet, theLock } from "./lock.js";
import { keys, lockNow } from "./keyring.js";
import { forget, takeAlong } from "./round.js";
import { recoveryKey, stopped } from "./recovery.js";
import { notice, signal } from "./screen.js";
import { get } from "./db.js";
import { flush } from "./sending.js";
import { NotNow, Revoked } from "./server.js";
import { tidy } from "./tidying.js";
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

const revoked = async () => (await theLock()).revoked;
const leave = () => { forget(); lockNow(); };

/* The key for sending; a phone that the server does not know is enrolled first. */
const keyFor = async (told) => {
  if (told.account.id !== keys().account) return null;
  if (told.device.state !== "enrolled") await recoveryKey(told);
  return keys().outbox;
};

/* Send what waits, then take the round along anew. Says in one sentence how it stands. */
export const sync = async (after = () => {}) => {
  if (!keys() || await revoked()) return;
  signal("正在联网…");
  try {
    const sent = await flush(keyFor);
    if (await revoked()) { leave(); return; }
    if (!sent.busy && keys() && keys().caseload) await takeAlong();
    if (!sent.busy) await tidy();
    signal("已联网");
    await sayClock();
  } catch (error) {
    if (error instanceof Revoked) { await stopped(); leave(); return; }
    if (error.name !== "QuotaExceededError" && !(error instanceof NotNow)) throw error;
    signal(error.say || "手机存满了，名单没有更新。");
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
