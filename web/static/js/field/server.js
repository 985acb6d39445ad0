/* Talking with the server: the session first, then what it allows. Every answer is one of a few. */

/* Not now: no network, signed out, too busy. What waits goes on waiting. */
export class NotNow extends Error {
  constructor(why, say) { super(say); this.why = why; this.say = say; }
}
/* This phone was switched off: what it knows of people goes. */
export class Revoked extends Error {}
/* Refused for what it is: trying again would not help. */
export class Refused extends Error {
  constructor(status, say, headers) { super(say); Object.assign(this, { status, say, headers }); }
}

const SECONDS = 30;
const SAY = {
  network: "没有信号，先存在手机里。", signed_out: "请先登录，再发送。", busy: "服务器正忙，稍后自动再发。",
};

const told = async (answer) => {
  try { return await answer.json(); } catch { return {}; }
};

export const ask = async (path, { method = "GET", json, body, headers = {}, csrf } = {}) => {
  const sent = { accept: "application/json", ...headers };
  if (csrf) sent["x-csrf-token"] = csrf;
  if (json !== undefined) sent["content-type"] = "application/json";
  let answer;
  try {
    answer = await fetch(path, {
      method, headers: sent, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(SECONDS * 1000),
      body: json !== undefined ? JSON.stringify(json) : body,
    });
  } catch { throw new NotNow("network", SAY.network); }
  if (answer.ok || answer.status === 304) return answer;
  if (answer.type === "opaqueredirect" || answer.status === 401) throw new NotNow("signed_out", SAY.signed_out);
  const content = await told(answer), error = content.error || content;
  if (answer.status === 403 && (error.code || content.code) === "device_revoked") throw new Revoked();
  const later = answer.status === 403 || answer.status === 429 || answer.status >= 500;
  if (later || answer.headers.has("retry-after")) throw new NotNow("busy", error.say || SAY.busy);
  throw new Refused(answer.status, error.say || `没有收下（${answer.status}）。`, answer.headers);
};

/* { account, csrf, nonce, time, version, device }: who is signed in, what later requests need. `proof`
   that the PIN was entered lets a session go on that has rested for long. */
export const session = async (proof = "") =>
  (await ask("/api/session", { headers: proof ? { "x-unlocked": proof } : {} })).json();
