/* The service worker. VERSION and FILES are put in front by the server. It keeps
   the shell and its files, which hold nothing personal, and shows the shell where no page can come. */
const CACHE = `yizhan-${VERSION}`;
const PATIENCE = 4000;

addEventListener("install", (event) => event.waitUntil(
  caches.open(CACHE).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" }))))));

addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("yizhan-") && name !== CACHE) await caches.delete(name);
  await clients.claim();
})()));

addEventListener("message", (event) => { if (event.data === "take over") skipWaiting(); });

const shell = async () => (await caches.open(CACHE)).match("/field");

/* The page from the network, unless it takes too long: then the shell shows the same address. */
const pageOrShell = async (request) => {
  const page = fetch(request), late = new Promise((done) => { setTimeout(done, PATIENCE); });
  try {
    return await Promise.race([page, late]) || await shell() || await page;
  } catch { return await shell() || Response.error(); }
};

/* A form of 记一笔 or 立案 that could not be posted: its content waits for the shell to ask for it. */
let left = null;
const FORMS = /^\/(record|cases|activities\/[0-9a-f-]{36}\/correct)$/;
const postOrShell = async (request) => {
  const copy = request.clone();
  try { return await fetch(request); } catch {
    left = { path: new URL(request.url).pathname, pairs: [...(await copy.formData()).entries()] };
    return await shell() || Response.error();
  }
};
addEventListener("message", (event) => {
  if (event.data !== "what was left") return;
  event.ports[0].postMessage(left);
  left = null;
});

const kept = async (request) => await caches.match(request) || fetch(request);

addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST" && request.mode === "navigate" && FORMS.test(pathname)) event.respondWith(postOrShell(request));
  if (request.method !== "GET") return;
  if (pathname.startsWith("/static/")) event.respondWith(kept(request));
  else if (request.mode === "navigate") {
    const own = pathname === "/field" || pathname === "/outbox";
    event.respondWith(own ? shell().then((page) => page || fetch(request)) : pageOrShell(request));
  }
});
