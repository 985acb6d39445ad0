/* The page 待发送: every item with its state, what became of it, and what can be done about it. */
import * as outbox from "./outbox.js";
import { keys } from "./keyring.js";
import { personOf } from "./round.js";
import { drawn, moment, show, slot } from "./screen.js";
import { isMark } from "./tidying.js";

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

const row = (item, photos, { kept, labels }) => {
  const part = drawn("item").firstElementChild, answer = item.answer || {};
  part.querySelector(".name").textContent = titled(item, kept, labels);
  slot("state", part).replaceWith(drawn(`state-${item.state}`));
  part.querySelector(".sub").textContent = [`${moment(item.made_at)} 记下`, photos].filter(Boolean).join(" · ");
  const why = part.querySelector(".why"), counts = part.querySelector(".fates"), go = part.querySelector("a");
  why.textContent = [...new Set([answer.say, ...Object.values(answer.problems || {})])].filter(Boolean).join("");
  why.hidden = !why.textContent;
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
    Object.assign(why, { textContent: `${why.textContent}▲ ${answer.doubts.map((one) => one.say).join("")}请核对，不对就更正，重复了就作废一条。`, hidden: false });
    Object.assign(go, { hidden: false, href: pageOf(item), textContent: "去核对" });
    go.dataset.online = "";
  }
  return part;
};

/* How many were received on which day of the last week: 6 月 20 日 5 条. */
const receivedOf = (mine) => {
  const days = new Map();
  for (const one of mine.filter((row) => row.state === outbox.RECEIVED && row.at).sort((a, b) => a.at - b.at)) {
    const day = moment(one.at).replace(/ [0-9:]+$/, "");
    days.set(day, (days.get(day) || 0) + 1);
  }
  return [...days].map(([day, number]) => `${day} ${number} 条`).join("、");
};

/* What stands on the page: by id the row as it was drawn, with what it was drawn from. */
let given = {}, standing = new Map();

export const showOutbox = async (kept, labels) => {
  if (!slot("items")) show(drawn("outbox"));
  [given, standing] = [{ kept, labels }, new Map()];
  await freshen();
};

/* Only what has changed since is opened and drawn again: an item by its state, photos by how far they got. */
export const freshen = async () => {
  const every = await outbox.rows(), files = await outbox.photos();
  if (!keys() || !slot("items")) return;
  const { account } = keys(), mine = every.filter((one) => one.account === account), now = new Map();
  for (const one of mine.filter((each) => !isMark(each)).reverse()) {
    const { id, state, seq } = one, was = standing.get(id), same = was && was.state === state && was.seq === seq;
    const item = same ? was.item : await outbox.read(one);
    const photos = photosOf(item, files);
    const element = same && was.photos === photos ? was.element : row(item, photos, given);
    now.set(id, { state, seq, item, photos, element });
  }
  const list = slot("items"), elements = [...now.values()].map((one) => one.element);
  if (!list) return;
  standing = now;
  for (const old of [...list.children]) if (!elements.includes(old)) old.remove();
  elements.forEach((one, at) => { if (list.children[at] !== one) list.insertBefore(one, list.children[at] || null); });
  const open = [...mine, ...files].some((one) => one.account === account && one.state !== outbox.RECEIVED);
  slot("none").hidden = open;
  slot("leaving").hidden = !open;
  const received = receivedOf(mine), others = every.filter((one) => one.account !== account && one.state !== outbox.RECEIVED).length;
  slot("received").textContent = received && `近 7 天收到的：${received}。两天前的在手机里只留条数，内容都在服务器上。`;
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
