// A cellar has no network. Counts stay on this device until the server has recorded them; the page opens without a
// network once it was kept. The id is made with the page, so that sending a count twice is harmless.
"use strict";
(() => {
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const key = form.dataset.keep, pendingKey = `${key}:pending`, cacheName = key;
  const notice = (name) => document.querySelector(`[data-${name}]`);
  const show = (name, on) => { const one = notice(name); if (one) one.hidden = !on; };
  const fields = () => [...form.elements].filter((one) => one.name && one.name !== "csrfmiddlewaretoken");
  let sending = false;

  const keep = () => localStorage.setItem(key, JSON.stringify(Object.fromEntries(fields().map((one) => [one.name, one.value]))));
  const isPending = () => localStorage.getItem(pendingKey) === "1";
  const restore = () => {
    let kept = {};
    try { kept = JSON.parse(localStorage.getItem(key) || "{}"); } catch { /* Unreadable: begin again. */ }
    for (const one of fields()) if (one.name in kept) one.value = kept[one.name];
  };
  const forget = async () => {
    localStorage.removeItem(key);
    localStorage.removeItem(pendingKey);
    if (!("caches" in window)) return;
    await caches.delete(cacheName);
    const worker = await navigator.serviceWorker.getRegistration(location.pathname);
    if (worker) await worker.unregister();
  };

  const tell = () => {
    show("offline", !navigator.onLine && !isPending());
    show("pending", isPending());
  };

  // A kept page has the token of the day it was kept: a fresh one is asked for, and whether we are still signed in.
  const token = async () => {
    const answer = await fetch(location.pathname, { cache: "no-store" });
    if (!answer.ok || answer.redirected) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("form[data-keep] input[name=csrfmiddlewaretoken]");
    return found ? found.value : null;
  };

  const send = async () => {
    if (sending) return;
    sending = true;
    show("signed-out", false);
    keep();
    localStorage.setItem(pendingKey, "1");
    try {
      if (!navigator.onLine) throw new Error("offline");
      const fresh = await token();
      if (!fresh) { show("signed-out", true); return; }
      form.elements.csrfmiddlewaretoken.value = fresh;
      const answer = await fetch(location.pathname, {
        method: "POST", body: new FormData(form), headers: { "Tracemark-Part": "stocktake" },
      });
      if (answer.ok) {
        const next = (await answer.json()).next;
        await forget();
        location.assign(next);
      } else {
        // Refused: the page says why, field by field, and what was counted stands in it.
        localStorage.removeItem(pendingKey);
        form.submit();
      }
    } catch { notice("pending").scrollIntoView({ block: "center" }); } finally { sending = false; tell(); }
  };

  const prepare = async () => {
    const worker = location.pathname + "worker.js";
    await navigator.serviceWorker.register(worker);
    const files = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], img[src]")]
      .map((one) => one.href || one.src);
    const cache = await caches.open(cacheName);
    await cache.addAll([location.pathname, ...new Set(files)]);
    await navigator.serviceWorker.ready;
    show("prepared", true);
    show("prepare", false);
  };

  form.noValidate = false;
  restore();
  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  addEventListener("online", () => { tell(); if (isPending()) send(); });
  addEventListener("offline", tell);
  const button = notice("prepare");
  if (button && "serviceWorker" in navigator && "caches" in window) {
    button.hidden = false;
    button.addEventListener("click", () => prepare().catch(() => show("unprepared", true)));
    caches.has(cacheName).then((is) => { show("prepared", is); show("prepare", !is); });
  } else show("unprepared", true);
  tell();
  if (isPending() && navigator.onLine) send();
})();
