/* The screen of the shell: its templates, its notices. Words stand in web/templates/field/shell.html. */
export const view = () => document.getElementById("view");
export const drawn = (name) => document.getElementById(`t-${name}`).content.cloneNode(true);
export const show = (...parts) => { view().replaceChildren(...parts); document.getElementById("main").scrollIntoView(); };
export const slot = (name, within = view()) => within.querySelector(`[data-slot="${name}"]`);

export const notice = (name, text = "") => {
  const part = drawn(name);
  if (text) part.querySelector("p").textContent = text;
  document.getElementById("flash").replaceChildren(part);
};
export const quiet = () => document.getElementById("flash").replaceChildren();
export const signal = (text) => { document.getElementById("signal").textContent = text; };

/* Which of the pages at the foot is shown. */
export const showWhere = (path) => {
  for (const link of document.querySelectorAll(".thumbs a")) {
    if (new URL(link.href).pathname === path) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
};

/* 6 月 21 日 09:05, as a clock on the wall here shows it. */
export const moment = (text) => {
  const at = new Date(text), two = (number) => String(number).padStart(2, "0");
  return `${at.getMonth() + 1} 月 ${at.getDate()} 日 ${two(at.getHours())}:${two(at.getMinutes())}`;
};
export const today = (at = new Date()) =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60e3).toISOString().slice(0, 10);
/* This minute, as an input of date and time holds it. */
export const now = (at = new Date()) =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60e3).toISOString().slice(0, 16);

/* Go to another address of the app without leaving it: the keys stay in memory. */
export const goTo = (address) => {
  history.pushState(null, "", address);
  dispatchEvent(new Event("popstate"));
};
