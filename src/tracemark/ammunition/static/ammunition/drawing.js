// A store or neighbour is dragged on the map; the form below it stays the truth, and works alone without this script.
"use strict";
(() => {
  const page = document.querySelector("[data-drawing]");
  const form = page && page.querySelector("[data-place-form]");
  const outcome = page && page.querySelector("#outcome");
  if (!form || !outcome) return;
  const places = form.elements.places;
  const shape = form.elements.shape;
  const SVG = "http://www.w3.org/2000/svg";
  const RADIUS = 6378137, FLATTENING = 1 / 298.257223563, ECC2 = FLATTENING * (2 - FLATTENING);
  const WAIT_MS = 450;
  let timer = 0, asked = 0, focused = null, zoom = 1;

  for (const one of page.querySelectorAll("[data-with-script]")) one.hidden = false;

  // Metres a degree around the middle of the map: handles are placed by it; every limit is computed by the server.
  const view = () => {
    const svg = outcome.querySelector("svg.site-map");
    const value = (name) => Number(svg.dataset[name]);
    const phi = value("latitude") * Math.PI / 180, sine = Math.sin(phi);
    const normal = RADIUS / Math.sqrt(1 - ECC2 * sine * sine);
    const meridian = RADIUS * (1 - ECC2) / Math.pow(1 - ECC2 * sine * sine, 1.5);
    const east = normal * Math.cos(phi) * Math.PI / 180, north = meridian * Math.PI / 180;
    return {
      svg, east, north, size: [svg.dataset.width, svg.dataset.height].map(Number),
      toMap: ([lat, lon]) => [
        ((lon - value("longitude")) * east - value("left")) * value("scale"),
        (value("top") - (lat - value("latitude")) * north) * value("scale"),
      ],
      toPlace: (x, y) => [
        value("latitude") + (value("top") - y / value("scale")) / north,
        value("longitude") + (x / value("scale") + value("left")) / east,
      ],
    };
  };

  const read = () => places.value.split("\n").map((line) => line.trim()).filter(Boolean)
    .map((line) => line.split(/[,;\s]+/).map(Number)).filter((one) => one.length === 2 && one.every(Number.isFinite));
  const write = (points) => {
    places.value = points.map(([lat, lon]) => `${lat.toFixed(7)}, ${lon.toFixed(7)}`).join("\n");
  };

  const pointer = (here, event) => {
    const matrix = here.svg.getScreenCTM().inverse();
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    return here.toPlace(at.x, at.y);
  };

  const look = () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const mine = ++asked, data = new FormData(form);
      data.set("do", "look");
      outcome.setAttribute("aria-busy", "true");
      try {
        const answer = await fetch(location.pathname, { method: "POST", body: data, headers: { "Tracemark-Part": "outcome" } });
        const text = await answer.text();
        if (mine === asked && answer.ok && !answer.redirected) { outcome.innerHTML = text; show(); }
      } catch { /* Without a line the form still is what will be saved. */ }
      if (mine === asked) outcome.removeAttribute("aria-busy");
    }, WAIT_MS);
  };

  const change = (points) => { write(points); look(); };

  const shift = (points, index, dLat, dLon) => points.map(([lat, lon], number) =>
    index === null || number === index ? [lat + dLat, lon + dLon] : [lat, lon]);

  const handle = (here, index, place) => {
    const [x, y] = here.toMap(place);
    const one = document.createElementNS(SVG, index === null ? "rect" : "circle");
    const values = index === null
      ? { x: x - 9 / zoom, y: y - 9 / zoom, width: 18 / zoom, height: 18 / zoom, class: "map-handle map-handle-all" }
      : { cx: x, cy: y, r: 8 / zoom, class: "map-handle" };
    for (const [name, value] of Object.entries(values)) one.setAttribute(name, value);
    one.setAttribute("tabindex", "0");
    one.setAttribute("role", "button");
    one.setAttribute("aria-label", index === null ? page.dataset.all : `${page.dataset.corner} ${index + 1}`);
    one.dataset.index = index === null ? "all" : index;
    one.addEventListener("focus", () => { focused = one.dataset.index; });
    one.addEventListener("keydown", (event) => steer(here, index, event));
    one.addEventListener("pointerdown", (event) => drag(here, index, one, event));
    return one;
  };

  const steer = (here, index, event) => {
    const steps = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const step = steps[event.key], points = read();
    if (step) {
      const metres = event.shiftKey ? 10 : 1;
      event.preventDefault();
      change(shift(points, index, step[0] * metres / here.north, step[1] * metres / here.east));
      show();
    } else if (event.key === "Delete" && index !== null && points.length > 1) {
      event.preventDefault();
      points.splice(index, 1);
      change(points);
      show();
    }
  };

  const drag = (here, index, one, event) => {
    event.preventDefault();
    event.stopPropagation();
    one.setPointerCapture(event.pointerId);
    let last = pointer(here, event);
    const move = (moved) => {
      const now = pointer(here, moved);
      write(shift(read(), index, now[0] - last[0], now[1] - last[1]));
      last = now;
      const [x, y] = here.toMap(now);
      one.setAttribute(index === null ? "x" : "cx", index === null ? x - 9 / zoom : x);
      one.setAttribute(index === null ? "y" : "cy", index === null ? y - 9 / zoom : y);
    };
    const drop = () => {
      one.removeEventListener("pointermove", move);
      focused = one.dataset.index;
      show();
      look();
    };
    one.addEventListener("pointermove", move);
    one.addEventListener("pointerup", drop, { once: true });
    one.addEventListener("pointercancel", drop, { once: true });
  };

  // The map is looked at closer around what is drawn: a store is a dot among its neighbours.
  const frame = (here, spots) => {
    const size = here.size, [wide, high] = size;
    const middle = [0, 1].map((axis) => spots.length
      ? (Math.min(...spots.map((one) => one[axis])) + Math.max(...spots.map((one) => one[axis]))) / 2 : size[axis] / 2);
    const corner = zoom === 1 ? [0, 0] : [middle[0] - wide / zoom / 2, middle[1] - high / zoom / 2];
    for (const text of here.svg.querySelectorAll("text")) {
      const whole = (text.whole ??= {});
      for (const name of ["font-size", "stroke-width", "dy"]) {
        whole[name] ??= text.getAttribute(name) || "0";
        text.setAttribute(name, Number(whole[name]) / zoom);
      }
    }
    here.svg.setAttribute("viewBox", `${corner[0]} ${corner[1]} ${wide / zoom} ${high / zoom}`);
  };

  const show = () => {
    const here = view(), points = read();
    for (const old of here.svg.querySelectorAll(".map-handle, .map-draft")) old.remove();
    here.svg.setAttribute("role", "group");
    const spots = points.map(here.toMap);
    frame(here, spots);
    const draft = document.createElementNS(SVG, shape.value === "area" ? "polygon" : "polyline");
    draft.setAttribute("points", spots.map((one) => one.join(",")).join(" "));
    draft.setAttribute("class", "map-draft");
    here.svg.append(draft);
    points.forEach((place, index) => here.svg.append(handle(here, index, place)));
    if (points.length > 1) {
      const middle = [0, 1].map((axis) => points.reduce((sum, one) => sum + one[axis], 0) / points.length);
      here.svg.append(handle(here, null, middle));
    }
    here.svg.onclick = (event) => {
      if (event.target.closest(".map-handle")) return;
      const added = pointer(here, event), now = read();
      change(shape.value === "point" ? [added] : [...now, added]);
      show();
    };
    if (focused !== null) here.svg.querySelector(`.map-handle[data-index="${focused}"]`)?.focus({ preventScroll: true });
  };

  for (const button of page.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => {
      zoom = Math.min(32, Math.max(1, zoom * Number(button.dataset.zoom)));
      focused = null;
      show();
    });
  }
  form.addEventListener("change", () => { focused = null; show(); look(); });
  show();
})();
