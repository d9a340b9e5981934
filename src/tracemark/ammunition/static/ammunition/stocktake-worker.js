// Opens one store's stocktake without a network. Its scope is that page: the address it is served from.
// The page itself decides what is kept (stocktake.js); here the network always comes first, and nothing is added.
"use strict";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  event.respondWith(fetch(event.request).catch(async () => {
    const kept = await caches.match(event.request, { ignoreSearch: true, ignoreVary: true });
    return kept || Response.error();
  }));
});
