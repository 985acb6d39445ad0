/* The keys while the app is open: in memory only, forgotten after a quarter of an hour of rest. */
const IDLE = 15 * 60e3, EVENTS = ["pointerdown", "keydown", "scroll"];
let held = null, timer = 0, used = 0, onLock = () => {};

export const keys = () => held;
export const lockNow = () => { clearTimeout(timer); if (held) { held = null; onLock(); } };
/* A phone that sleeps stops its timers: the clock is asked too, when it is taken up again. */
const rest = () => {
  if (!held) return;
  if (Math.abs(Date.now() - used) >= IDLE) { lockNow(); return; }
  used = Date.now();
  clearTimeout(timer);
  timer = setTimeout(lockNow, IDLE);
};
export const hold = (found) => { held = found; used = Date.now(); rest(); };
export const whenLocked = (act) => { onLock = act; };
for (const name of EVENTS) addEventListener(name, rest, { passive: true, capture: true });
document.addEventListener("visibilitychange", () => { if (!document.hidden) rest(); });
