// Counts stay on this device until they were sent: a cellar has no network.
"use strict";
(() => {
  const form = document.querySelector("form[data-keep]");
  const notice = document.querySelector("[data-offline]");
  if (!form || !notice) return;
  const key = form.dataset.keep;
  const kept = JSON.parse(localStorage.getItem(key) || "{}");
  for (const field of form.elements) {
    if (field.name && field.name !== "csrfmiddlewaretoken" && field.name in kept) field.value = kept[field.name];
  }
  form.addEventListener("input", () => {
    const values = {};
    for (const field of form.elements) {
      if (field.name && field.name !== "csrfmiddlewaretoken") values[field.name] = field.value;
    }
    localStorage.setItem(key, JSON.stringify(values));
  });
  const show = () => { notice.hidden = navigator.onLine; };
  addEventListener("online", show);
  addEventListener("offline", show);
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) { event.preventDefault(); show(); notice.scrollIntoView(); return; }
    localStorage.removeItem(key);
  });
  show();
})();
