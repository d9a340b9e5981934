// The chosen picture is shown, so that its two points are pointed at and not measured; the fields work alone.
"use strict";
(() => {
  const file = document.querySelector("input[type=file][name=file]");
  const form = file && file.form;
  if (!form) return;
  const canvas = document.createElement("canvas");
  canvas.className = "picture-preview";
  canvas.hidden = true;
  form.append(canvas);
  let picture = null, next = 1;

  const paint = () => {
    const pen = canvas.getContext("2d");
    pen.drawImage(picture, 0, 0);
    pen.lineWidth = Math.max(2, picture.width / 300);
    for (const number of [1, 2]) {
      const x = Number(form.elements[`x${number}`].value), y = Number(form.elements[`y${number}`].value);
      if (form.elements[`x${number}`].value === "") continue;
      const arm = picture.width / 40;
      pen.strokeStyle = "#a3201d";
      pen.strokeRect(x - arm / 2, y - arm / 2, arm, arm);
      pen.fillStyle = "#a3201d";
      pen.font = `${arm}px sans-serif`;
      pen.fillText(String(number), x + arm, y + arm / 2);
    }
  };
  file.addEventListener("change", async () => {
    try { picture = await createImageBitmap(file.files[0]); } catch { canvas.hidden = true; return; }
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.hidden = false;
    paint();
  });
  canvas.addEventListener("click", (event) => {
    const box = canvas.getBoundingClientRect();
    form.elements[`x${next}`].value = Math.round((event.clientX - box.left) * canvas.width / box.width);
    form.elements[`y${next}`].value = Math.round((event.clientY - box.top) * canvas.height / box.height);
    form.elements[`place${next}`].focus({ preventScroll: true });
    next = next === 1 ? 2 : 1;
    paint();
  });
  form.addEventListener("input", () => { if (picture) paint(); });
})();
