/* Beside every page of somebody who goes out: the app is kept ready, and what waits is sent when there
   is a signal, also without the PIN: the server knows the outbox's key of this phone and account. */
import { recoveryKey, stopped } from "./recovery.js";
import { changeOver, register } from "./installing.js";
import { expire, isSet, theLock } from "./lock.js";
import { OPEN, photos, rows, waiting } from "./outbox.js";
import { dataKey } from "./sealing.js";
import { flush } from "./sending.js";
import { NotNow, Revoked } from "./server.js";

const { account } = document.body.dataset;
const all = (selector) => document.querySelectorAll(selector);

const showNumber = async () => {
  const number = (await waiting()).length;
  for (const place of all("[data-waiting]")) place.textContent = number || "";
  for (const part of all("[data-unsent]")) part.hidden = !number;
  return number;
};

const unsent = async () => [...await rows(), ...await photos()]
  .filter((row) => row.account === account && OPEN.includes(row.state)).length;

const send = async () => {
  if (!await unsent()) return;
  try {
    await flush(async (told) => (told.account.id === account ? dataKey(await recoveryKey(told)) : null));
  } catch (error) {
    if (error instanceof Revoked) await stopped();
    else if (!(error instanceof NotNow)) throw error;
  }
  await showNumber();
};

/* Signing out while something waits is refused, with the ways out. */
const stay = async (form) => {
  if (!await unsent()) { form.submit(); return; }
  const flash = document.getElementById("flash"), part = document.createElement("div");
  const [sign, say, link] = ["i", "p", "a"].map((name) => document.createElement(name));
  part.className = "notice risk";
  part.setAttribute("role", "alert");
  sign.setAttribute("aria-hidden", "true");
  sign.textContent = "▲";
  link.href = "/outbox";
  link.textContent = "去“待发送”";
  say.append("还有没发出的记录，先不退出：", link, "马上发送，或导出成文件；也可以保持登录，有信号时自动发出。");
  part.append(sign, say);
  for (const menu of all("details.menu[open]")) menu.open = false;   /* it would lie over the notice */
  flash.replaceChildren(part);
  part.scrollIntoView({ block: "center" });
};
document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action") !== "/sign-out") return;
  event.preventDefault();
  delete event.target.dataset.sent;
  stay(event.target);
}, true);

/* The browser's own offer to install, kept until the person asks for it. */
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  for (const button of all("[data-install]")) {
    button.hidden = false;
    button.addEventListener("click", () => { event.prompt(); button.hidden = true; }, { once: true });
  }
});

const offered = (fresh) => {
  const flash = document.getElementById("flash"), button = document.createElement("button");
  button.className = "btn";
  button.type = "button";
  button.textContent = "有新版本，点此更新";
  button.addEventListener("click", () => changeOver(fresh));
  if (flash) flash.append(button);
};

for (const part of all("[data-field]")) part.hidden = !isSecureContext;
if (isSecureContext) {
  await expire();
  await showNumber();
  if (isSet(await theLock()) || document.querySelector("[data-field]")) register(offered);
  await send();
  addEventListener("online", send);
}
