/* Words that people are searched by stay out of the address, and so out of the browser's history: an
   address with words is not gone to, its page is shown in place. The words are kept sealed, so that
   a reload and the way back find them again. Without this file searches are ordinary addresses. */
import { forget, keep, kept } from "./keeping.js";

const SEARCH = 'form[role="search"]', WORDS = "q";
const here = () => `search:${location.pathname}${location.search}`;
const searches = () => document.querySelector(SEARCH);
const wordsIn = (address) => address.searchParams.get(WORDS);

const addressOf = (form) => {
  const address = new URL(form.action);
  address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  return address;
};

const showInPlace = async (address) => {
  let answer;
  try { answer = await fetch(address, { headers: { accept: "text/html" }, cache: "no-store" }); } catch {
    document.getElementById("flash").textContent = "没有连上服务器，请稍后再查找。";
    return;
  }
  if (answer.redirected || !answer.ok) { location.reload(); return; }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html"), fresh = page.getElementById("main");
  document.getElementById("main").replaceWith(fresh);
  document.getElementById("sheet").replaceChildren();
  if (window.htmx) window.htmx.process(fresh);
  /* The other scripts prepare what comes in with this. */
  document.body.dispatchEvent(new CustomEvent("htmx:afterSwap", { detail: { target: fresh, elt: fresh } }));
  fresh.focus({ preventScroll: true });
};

/* The entry of the history says that something was searched for here, and not what. */
const note = (address) => {
  if (!wordsIn(address)) { forget(here()); return; }
  history.replaceState({ ...history.state, searched: true }, "");
  keep(here(), address.search);
};
const find = (event, address) => {
  if (!searches() || !wordsIn(address)) return;
  event.preventDefault();
  note(address);
  showInPlace(address);
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "get" || form.hasAttribute("hx-get") || event.defaultPrevented) return;
  delete form.dataset.sent;
  find(event, addressOf(form));
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const address = new URL(link.href);
  if (address.origin === location.origin && address.pathname === location.pathname) find(event, address);
});
document.addEventListener("input", ({ target }) => {
  const form = target.closest(SEARCH);
  if (form) note(addressOf(form));
});

/* Whoever comes by an address with words keeps them, but not in the address. */
const come = new URL(location.href);
if (searches() && wordsIn(come)) {
  const { search } = come;
  come.searchParams.delete(WORDS);
  history.replaceState({ ...history.state, searched: true }, "", come);
  keep(here(), search);
} else if (searches() && history.state && history.state.searched) {
  const search = await kept(here());
  if (search) showInPlace(new URL(location.pathname + search, location.origin));
}
