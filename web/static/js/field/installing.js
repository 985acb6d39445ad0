/* The service worker, and a new version of the app: taken over only when the person says so. Where the
   signal went while its files were fetched, it is tried again, a few times. */
const AGAIN = 5e3, TRIES = 5;
export const register = async (offer, tries = TRIES) => {
  if (!("serviceWorker" in navigator)) return null;
  const found = await navigator.serviceWorker.register("/sw.js", { scope: "/" });
  const look = () => { if (found.waiting && navigator.serviceWorker.controller) offer(found.waiting); };
  look();
  found.addEventListener("updatefound", () => {
    const fresh = found.installing;
    if (!fresh) return;
    fresh.addEventListener("statechange", () => {
      look();
      if (fresh.state === "redundant" && !found.active && tries) setTimeout(register, AGAIN, offer, tries - 1);
    });
  });
  return found;
};

/* Change over to the new version; the page is loaded anew once it has taken over. */
export const changeOver = (fresh) => {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  fresh.postMessage("take over");
};
