/* A form that was sent from an ordinary page when the signal had just gone: kept like any other. */
import { lastNonce } from "./sending.js";
import { add } from "./outbox.js";

const asked = () => new Promise((done) => {
  const worker = navigator.serviceWorker && navigator.serviceWorker.controller;
  if (!worker) { done(null); return; }
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }) => done(data);
  worker.postMessage("what was left", [channel.port2]);
});

let left = null;
/* Whether a form is left over; it is held by this page from now on. */
export const somethingLeft = async () => {
  left ??= await asked();
  return Boolean(left);
};

/* Keep it, now that the keys are there; once, however often it is asked for. */
export const keepLeft = async () => {
  const kept = left, pairs = kept.pairs.filter(([name]) => name !== "_csrf" && name !== "step");
  const correct = pairs.some(([name, text]) => name === "record.version" && text);
  left = null;
  try {
    await add(kept.path === "/cases" ? "case" : correct ? "correct" : "form", pairs, await lastNonce());
  } catch (error) { left = kept; throw error; }
  const draft = sessionStorage.getItem("sending");
  for (const one of [draft, "sending"]) if (one) sessionStorage.removeItem(one);
};
