/* The page 待发送: every item with its state, what became of it, and what can be done about it. */
import * as outbox from "./outbox.js";
import { keys } from "./keyring.js";
import { personOf } from "./round.js";
import { drawn, moment, show, slot } from "./screen.js";

const value = (item, name) => (item.fields.find(([key]) => key === name) || [])[1] || "";

/* What was done, and to whom: names only while the people are on the phone. */
export const titled = (item, kept, labels) => {
  const ids = item.fields.filter(([name]) => name === "record.person" || name === "matter.person").map(([, id]) => id);
  const names = ids.map((id) => (kept && personOf(kept, id) || {}).name).filter(Boolean);
  const before = { correct: "更正：", matter: "上报：", case: "立案：" }[item.do] || "";
  const what = before + labels(value(item, "record.kind") || value(item, "matter.kind"));
  return [what, value(item, "record.title"), names.slice(0, 3).join("、")].filter(Boolean).join(" · ");
};

const photosOf = (item, files) => {
  const mine = files.filter((one) => item.files.includes(one.id));
  if (!mine.length) return "";
  const refused = mine.filter((one) => one.state === outbox.REFUSED);
  if (refused.length) return `照片被拒：${refused[0].say}`;
  const size = mine.reduce((sum, one) => sum + one.size, 0), sent = mine.reduce((sum, one) => sum + one.sent, 0);
  return `照片 ${mine.length} 张 · ${sent >= size ? "已收到" : `已传 ${Math.floor(100 * sent / size)}%`}`;
};

/* What it counted for, once the server has said so; for what counts nowhere the first reason. */
const countsOf = (answer) => {
  const counts = (answer && answer.counts) || [], counted = counts.filter((one) => one.counted);
  if (counted.length) return counted.map((one) => `● 计入 ${one.say}`).join("　");
  return counts.slice(0, 1).map((one) => `○ 不计 ${one.say}`).join("");
};

const pageOf = (item) => (item.do === "matter" ? `/matters/${value(item, "matter.id")}`
  : `/${item.do === "case" ? "cases" : "activities"}/${value(item, "record.id")}`);

const row = (item, kept, files, labels) => {
  const part = drawn("item"), answer = item.answer || {};
  part.querySelector(".name").textContent = titled(item, kept, labels);
  slot("state", part).replaceWith(drawn(`state-${item.state}`));
  part.querySelector(".sub").textContent = [`${moment(item.made_at)} 记下`, photosOf(item, files)].filter(Boolean).join(" · ");
  const why = part.querySelector(".why"), counts = part.querySelector(".fates"), go = part.querySelector("a");
  why.textContent = [...new Set([answer.say, ...Object.values(answer.problems || {})])].filter(Boolean).join("");
  why.hidden = !why.textContent || item.state === outbox.RECEIVED;
  counts.textContent = countsOf(answer);
  counts.hidden = !counts.textContent;
  go.hidden = item.state !== outbox.REFUSED;
  go.href = `/record?again=${item.id}`;
  if (item.state === outbox.CONFLICT) {
    go.hidden = false;
    go.href = pageOf(item);
    go.dataset.online = "";
    go.textContent = item.do === "case" || item.do === "matter" ? "去看已有的" : "去看两个版本";
  }
  if (item.state === outbox.RECEIVED && (answer.doubts || []).length) {
    Object.assign(why, { textContent: `▲ ${answer.doubts.map((one) => one.say).join("")}请核对，重复了就作废一条。`, hidden: false });
    Object.assign(go, { hidden: false, href: pageOf(item), textContent: "去核对" });
    go.dataset.online = "";
  }
  return part;
};

export const showOutbox = async (kept, labels) => {
  if (!slot("items")) show(drawn("outbox"));
  const mine = (await outbox.rows()).filter((one) => one.account === keys().account), files = await outbox.photos();
  const items = [];
  for (const one of mine) items.push(await outbox.read(one));
  const list = slot("items");
  if (!list) return;
  list.replaceChildren(...items.reverse().map((one) => row(one, kept, files, labels)));
  const open = [...items, ...files].some((one) => one.account === keys().account && one.state !== outbox.RECEIVED);
  slot("none").hidden = open;
  slot("leaving").hidden = !open;
  const others = (await outbox.rows()).length - mine.length;
  slot("say").textContent = others ? `另有 ${others} 条是别的账号记的，由本人登录后发送。` : "";
};

/* Everything that waits, as one file to hand over: readable, so it is the worker's own decision. */
export const exportAll = async () => {
  const items = [];
  for (const one of await outbox.rows()) {
    if (one.account === keys().account && one.state !== outbox.RECEIVED) items.push(await outbox.read(one));
  }
  const plain = items.map(({ seq, made_at, nonce, do: what, fields }) => ({ seq, made_at, nonce, do: what, fields }));
  const address = URL.createObjectURL(new Blob([JSON.stringify({ items: plain }, null, 1)], { type: "application/json" }));
  const link = document.createElement("a");
  Object.assign(link, { href: address, download: "待发送.json" });
  link.click();
  URL.revokeObjectURL(address);
};
