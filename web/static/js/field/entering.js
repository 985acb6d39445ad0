/* The door of the phone app: the PIN, a new PIN, and what is said when there is nothing to open. */
import { hold } from "./keyring.js";
import { setPin, unlock } from "./lock.js";
import { recoveryKey, stopped } from "./recovery.js";
import * as round from "./round.js";
import { drawn, show } from "./screen.js";
import { noteSession } from "./sending.js";
import { NotNow, Revoked, session } from "./server.js";

const SHORTEST = 6;

const say = (form, text) => {
  const problem = form.querySelector(".problem");
  problem.textContent = text && `✕ ${text}`;
  problem.hidden = !text;
};

export const showLock = (opened) => {
  show(drawn("lock"));
  const form = document.querySelector('[data-act="unlock"]');
  form.pin.focus();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const found = await unlock(form.pin.value);
    delete form.dataset.sent;
    if (!("left" in found)) { hold(found); opened(); return; }
    form.pin.value = "";
    if (found.left) say(form, `口令不对，还可以试 ${found.left} 次。`);
    else show(drawn("no-people"));
  });
};

export const showSetUp = async (opened) => {
  let told;
  try { told = await noteSession(await session()); } catch (error) {
    if (error instanceof Revoked) { await stopped(); show(drawn("revoked")); return; }
    if (!(error instanceof NotNow)) throw error;
    show(drawn(error.why === "signed_out" ? "sign-in" : "away"));
    return;
  }
  show(drawn("setup"));
  const form = document.querySelector('[data-act="set-up"]');
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    delete form.dataset.sent;
    if (form.pin.value.length < SHORTEST) { say(form, `口令至少 ${SHORTEST} 位。`); return; }
    if (form.pin.value !== form.again.value) { say(form, "两次输的不一样，请再输一次。"); return; }
    say(form, "");
    try {
      round.forget();
      hold(await setPin(form.pin.value, told.account.id, await recoveryKey(told)));
      await round.takeAlong();
      if (navigator.storage && navigator.storage.persist) await navigator.storage.persist();
      opened();
    } catch (error) {
      if (!error.say) throw error;
      say(form, error.say);
    }
  });
};
