/* The service worker, and a new version of the app: taken over only when the person says so. */
export const register = async (offer) => {
  if (!("serviceWorker" in navigator)) return null;
  const found = await navigator.serviceWorker.register("/sw.js", { scope: "/" });
  const look = () => { if (found.waiting && navigator.serviceWorker.controller) offer(found.waiting); };
  look();
  found.addEventListener("updatefound", () => {
    const fresh = found.installing;
    if (fresh) fresh.addEventListener("statechange", look);
  });
  return found;
};

/* Change over to the new version; the page is loaded anew once it has taken over. */
export const changeOver = (fresh) => {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  fresh.postMessage("take over");
};
