// Zoom and hints. Without this script the page shows the same drawing, and the browser's own hints.
"use strict";
(() => {
  const LEFT = 14, RIGHT = 170, LETTER = 5.6, SHORTEST = 4, AXIS = 30, MOST_WIDTH = 300000;
  const SVG = "http://www.w3.org/2000/svg";
  // The drawing as it comes is made for a narrow window; here is more room, mostly.
  const roomFor = scroll => Math.max(400, scroll.clientWidth - LEFT - RIGHT);
  const plots = [...document.querySelectorAll("svg.plot")].map(svg => ({
    svg,
    scroll: svg.parentElement,
    span: Number(svg.closest(".loop").dataset.span),
    width: roomFor(svg.parentElement),
    height: Number(svg.getAttribute("height")),
  }));
  let zoom = 1;

  function timeText(nanos) {
    if (nanos === 0) return "0";
    const units = ["ns", "µs", "ms", "s"];
    let unit = 0;
    while (Math.abs(nanos) >= 999.5 && unit < 3) { nanos /= 1000; unit++; }
    return Number(nanos.toPrecision(4)) + " " + units[unit];
  }

  function cut(text, letters) {
    return text.length <= letters ? text : letters < 5 ? "" : text.slice(0, letters - 1) + "…";
  }

  function axis(plot, x, most) {
    const group = plot.svg.querySelector(".axis");
    let step = 1;
    for (let i = 0; plot.span / step > most; i++) step = i % 3 === 1 ? step / 2 * 5 : step * 2;
    const parts = [];
    for (let at = 0; at <= plot.span; at += step) {
      const line = document.createElementNS(SVG, "line");
      line.setAttribute("class", "grid");
      for (const [name, value] of [["x1", x(at)], ["x2", x(at)], ["y1", AXIS - 6], ["y2", plot.height]]) {
        line.setAttribute(name, value);
      }
      const text = document.createElementNS(SVG, "text");
      text.setAttribute("class", "tick");
      text.setAttribute("x", x(at));
      text.setAttribute("y", AXIS - 12);
      text.textContent = timeText(at);
      parts.push(line, text);
    }
    group.replaceChildren(...parts);
  }

  function place(plot) {
    const width = Math.min(plot.width * zoom, MOST_WIDTH);
    const x = nanos => LEFT + nanos / plot.span * width;
    const svg = plot.svg;
    svg.setAttribute("width", LEFT + width + RIGHT);
    axis(plot, x, Math.max(2, width / 90));
    for (const lane of svg.querySelectorAll(".lane")) lane.setAttribute("x2", LEFT + width + RIGHT);
    for (const piece of svg.querySelectorAll(".piece")) {
      const a = x(Number(piece.dataset.a)), b = x(Number(piece.dataset.b));
      for (const part of piece.children) {
        if (part.tagName === "rect") {
          part.setAttribute("x", a);
          part.setAttribute("width", part.classList.contains("bar") ? Math.max(b - a, SHORTEST) : b - a);
        } else if (part.tagName === "line") {
          part.setAttribute("x1", a);
          part.setAttribute("x2", b);
        } else if (part.tagName === "text") {
          part.setAttribute("x", a + SHORTEST + 4);
          part.textContent = cut(part.dataset.text, Math.floor((b - a - SHORTEST - 8) / LETTER));
        }
      }
    }
    for (const mark of svg.querySelectorAll(".mark")) {
      const at = x(Number(mark.dataset.a)) + Number(mark.dataset.dx);
      mark.setAttribute("transform", `translate(${at} ${mark.dataset.y})`);
    }
    for (const value of svg.querySelectorAll(".value")) {
      value.setAttribute("x", x(Number(value.dataset.a)) + Number(value.dataset.dx));
    }
    for (const arrow of svg.querySelectorAll(".arrows .arrow")) {
      const { a, y1, y2 } = arrow.dataset;
      arrow.setAttribute("d", `M${x(Number(a)) + SHORTEST / 2} ${y1} V${y2}`);
    }
  }

  function zoomTo(next, plot, pointer) {
    const before = zoom;
    zoom = Math.min(256, Math.max(0.25, next));
    document.getElementById("zoom").textContent = Math.round(zoom * 100) + " %";
    for (const each of plots) {
      const middle = each === plot ? pointer : each.scroll.clientWidth / 2;
      const at = (each.scroll.scrollLeft + middle - LEFT) / before;
      place(each);
      each.scroll.scrollLeft = at * zoom + LEFT - middle;
    }
  }

  function fit() {
    for (const plot of plots) plot.width = roomFor(plot.scroll);
    zoomTo(1);
  }

  document.getElementById("in").onclick = () => zoomTo(zoom * 2);
  document.getElementById("out").onclick = () => zoomTo(zoom / 2);
  document.getElementById("fit").onclick = fit;
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") zoomTo(zoom * 2);
    else if (event.key === "-") zoomTo(zoom / 2);
    else if (event.key === "0") fit();
  });
  for (const plot of plots) {
    plot.scroll.addEventListener("wheel", event => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const pointer = event.clientX - plot.scroll.getBoundingClientRect().left;
      zoomTo(zoom * Math.exp(-event.deltaY / 300), plot, pointer);
    }, { passive: false });
  }

  // The browser's hints come late and vanish: ours take their text, which stays readable for all tools.
  const tip = document.getElementById("tip");
  for (const title of document.querySelectorAll("section title")) {
    const owner = title.parentElement;
    owner.dataset.tip = title.textContent;
    owner.setAttribute("aria-label", title.textContent);
    title.remove();
  }
  document.addEventListener("mousemove", event => {
    const owner = event.target.closest("[data-tip]");
    tip.hidden = !owner;
    if (!owner) return;
    tip.textContent = owner.dataset.tip;
    const room = tip.getBoundingClientRect();
    tip.style.left = Math.min(event.clientX + 14, innerWidth - room.width - 8) + "px";
    tip.style.top = Math.min(event.clientY + 16, innerHeight - room.height - 8) + "px";
  });
  fit();
  document.documentElement.dataset.ready = "true";
})();
