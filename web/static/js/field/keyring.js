/* The keys while the app is open: in memory only, forgotten after a quarter of an hour of rest. */
const IDLE = 15 * 60e3, EVENTS = ["pointerdown", "keydown", "scroll"];
let held = null, timer = 0, onLock = () => {};

export const keys = () => held;
export const lockNow = () => { clearTimeout(timer); if (held) { held = null; onLock(); } };
const rest = () => { clearTimeout(timer); if (held) timer = setTimeout(lockNow, IDLE); };
export const hold = (found) => { held = found; rest(); };
export const whenLocked = (act) => { onLock = act; };
for (const name of EVENTS) addEventListener(name, rest, { passive: true, capture: true });
