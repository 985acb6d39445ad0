/* What a record would count for, said without a signal from what was taken along. The rules about the
   person were judged by the server; here stands what the form decides (core/ledger/rules/foretold.py). */
const text = (value) => (value === true ? "yes" : value === false ? "no" : String(value));
const list = (value) => (Array.isArray(value) ? value : [value]);
const day = (value) => /^\d{4}-\d{2}-\d{2}$/.test(text(value));
const number = (value) => (/^[+-]?\d+(\.\d+)?$/.test(text(value).trim()) ? Number(value) : NaN);

const holds = (found, comparison, wanted) => {
  if (found === undefined || found === null || found === "") return false;
  if (comparison === "=") return !Array.isArray(found) && text(found) === text(wanted);
  if (comparison === "in" || comparison === "contains") {
    return list(found).some((one) => list(wanted).map(text).includes(text(one)));
  }
  if (comparison === "between") return holds(found, "≥", wanted[0]) && holds(found, "≤", wanted[1]);
  const days = day(found) && day(wanted);
  const [one, other] = days ? [text(found), text(wanted)] : [number(found), number(wanted)];
  return comparison === "≥" ? one >= other : one <= other;
};

const failedIn = (conditions, form) => conditions
  .filter((one) => !holds(form.look(one.field), one.comparison, one.value)).map((one) => one.say);

/* Of several ways one must hold whole; else the reasons of the nearest. */
const failedOf = (rows, form) => {
  const tried = rows.map((row) => failedIn(row, form)).sort((a, b) => a.length - b.length);
  return tried.length ? tried[0] : [];
};

const WORDS = { minutes: "时长", people: "人次", named: "实名人数", items: "服务项目数" };
const failedLeast = (least, form) => least.filter(([name, wanted]) => !(form.least(name) >= wanted))
  .map(([name, wanted]) => `${WORDS[name] || name}要求 ≥ ${wanted}`);

/* Every reason of one rule; of a rule about services one candidate for each service that was done. */
const judged = (rule, form) => {
  const reasons = [...rule.person, ...failedIn(rule.where, form), ...failedLeast(rule.least, form)];
  for (const rows of rule.any) reasons.push(...failedOf(rows, form));
  if (form.needsAcceptance) reasons.push("待验收，验收通过后计入");
  for (const kind of rule.evidence) if (!form.evidence.includes(kind)) reasons.push(`缺${form.evidenceWord(kind)}`);
  const contacted = form.look("contacted");
  if (rule.proxies && contacted && contacted !== "self" && !rule.proxies.includes(contacted)) reasons.push("由他人代答，不计");
  if (rule.number && !form.look(rule.number)) reasons.push("没有填写数量");
  if (rule.minutes && !form.minutes) reasons.push("没有填写时长");
  if (!rule.items.length) return [{ item: "", reasons }];
  return rule.items.filter(([code]) => form.items.includes(code)).map(([code, evidence]) => ({
    item: code,
    reasons: [...reasons, ...evidence.filter((one) => !form.evidence.includes(one)).map((one) => `缺${form.evidenceWord(one)}`)],
  }));
};

const within = (site, sites) => !sites.length || sites.some((one) => site === one || site.startsWith(`${one}/`));
const sameSource = (a, b) => !a.item || !b.item || a.item === b.item;

/* Who keeps whom out: the worker's own first contract, then agreements, then the order of the lines. */
const settle = (passing, lines, beside, first) => {
  const fits = new Set(beside.map(([a, b]) => `${a} ${b}`));
  const together = (a, b) => fits.has(a.line < b.line ? `${a.line} ${b.line}` : `${b.line} ${a.line}`);
  const contract = (one) => lines[one.line].contract;
  for (const one of passing) {
    one.agreed = passing.some((other) => contract(other) !== contract(one) && sameSource(one, other) && together(one, other));
  }
  const order = [...passing].sort((a, b) =>
    (contract(a) !== first) - (contract(b) !== first) || b.agreed - a.agreed || a.line - b.line);
  const held = [];
  for (const one of order) {
    const rival = held.find((other) => other.line !== one.line && sameSource(one, other) && !together(one, other));
    if (rival) one.taken = lines[rival.line].title; else held.push(one);
  }
  return held;
};

/* [{ line, counted, reasons }] for every line that looks at it and can be told without the server. */
export const foretold = (counting, kind, counts, form) => {
  const lines = counting.lines[kind] || [], found = new Map(), passing = [];
  for (const [place, rules, heldAlready] of counts || []) {
    const line = lines[place], on = form.dates[line.decides];
    if (!within(form.site, line.sites)) { found.set(place, { line, counted: false, whole: true, reasons: ["地点不在本合同的服务范围"] }); continue; }
    const candidates = rules.flatMap((rule) => judged(counting.rules[rule], form));
    if (!candidates.length) continue;
    const dated = on && on >= line.start && on <= line.end;
    const passes = dated ? candidates.filter((one) => !one.reasons.length) : [];
    const nearest = candidates.sort((a, b) => a.reasons.length - b.reasons.length)[0].reasons;
    found.set(place, { line, counted: false, held: heldAlready, reasons: dated ? nearest : ["日期不在合同期内"] });
    for (const item of new Set(passes.map((one) => one.item))) passing.push({ line: place, item });
  }
  const held = settle(passing, lines, counting.beside[kind] || [], form.first);
  for (const one of passing) if (one.taken && !found.get(one.line).counted) found.get(one.line).reasons = [`已计入“${one.taken}”`];
  for (const one of held) {
    const said = found.get(one.line);
    said.counted = !said.held;
    said.reasons = said.held ? ["本期已计过"] : [];
  }
  return [...found.values()];
};
