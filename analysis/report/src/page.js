// SPDX-License-Identifier: Apache-2.0
//
// Draws the charts of the page, each into the figure that the program wrote for it, as wide as there is room. The page
// says everything without them; they only show it.
import {ranges} from "./charts/ranges.js";

const drawings = {ranges};

const data = JSON.parse(document.getElementById("charts").textContent);

function draw(figure) {
  const place = figure.querySelector(".plot");
  const chart = data[figure.id];
  const width = Math.floor(place.getBoundingClientRect().width);
  if (width === 0 || figure.dataset.width === String(width)) return;
  figure.dataset.width = String(width);
  const plot = drawings[figure.dataset.kind](chart, {width, isNarrow: width < 520});
  place.replaceChildren(plot);
}

const figures = [...document.querySelectorAll("figure[data-kind]")];
const onResize = new ResizeObserver((entries) => {
  for (const entry of entries) draw(entry.target);
});
for (const figure of figures) {
  draw(figure);
  onResize.observe(figure);
}

// What is folded away is to be read on paper as well.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("details:not([open])")];
  for (const one of unfolded) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of unfolded) one.open = false;
});
document.documentElement.dataset.drawn = String(figures.length);
