// A stack is dragged onto a store of the map; the form above says the same without this script.
"use strict";
(() => {
  const page = document.querySelector("[data-what-if]");
  const form = page && page.querySelector("[data-what-if-form]");
  const outcome = page && page.querySelector("#outcome");
  if (!form || !outcome) return;
  for (const one of page.querySelectorAll("[data-with-script]")) one.hidden = false;
  const targets = new Map([...form.elements.target.options].map((one) => [one.textContent, one.value]));

  const look = async () => {
    const query = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(`${location.pathname}?${query}`, { headers: { "Tracemark-Part": "outcome" } });
      if (answer.ok && !answer.redirected) outcome.innerHTML = await answer.text();
    } catch { form.submit(); }
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); look(); });

  const storeAt = (event) => {
    for (const one of document.elementsFromPoint(event.clientX, event.clientY)) {
      if (one.dataset && targets.has(one.dataset.store)) return one;
    }
    return null;
  };

  for (const chip of page.querySelectorAll("[data-stack]")) {
    chip.addEventListener("click", () => { form.elements.what.value = chip.dataset.stack; form.elements.target.focus(); });
    chip.addEventListener("pointerdown", (event) => {
      const begun = [event.clientX, event.clientY];
      let over = null;
      chip.setPointerCapture(event.pointerId);
      const move = (moved) => {
        if (Math.hypot(moved.clientX - begun[0], moved.clientY - begun[1]) < 8) return;
        chip.classList.add("is-dragged");
        over?.classList.remove("is-target");
        over = storeAt(moved);
        over?.classList.add("is-target");
      };
      const drop = () => {
        chip.removeEventListener("pointermove", move);
        chip.classList.remove("is-dragged");
        if (!over) return;
        over.classList.remove("is-target");
        form.elements.what.value = chip.dataset.stack;
        form.elements.target.value = targets.get(over.dataset.store);
        form.elements.quantity.value = "";
        look();
      };
      chip.addEventListener("pointermove", move);
      chip.addEventListener("pointerup", drop, { once: true });
      chip.addEventListener("pointercancel", drop, { once: true });
    });
  }
})();
