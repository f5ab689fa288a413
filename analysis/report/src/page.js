// SPDX-License-Identifier: Apache-2.0
//
// Draws the charts of the page, each into the figure that the program wrote for it, as wide as there is room. The page
// says everything without them; they only show it.
import {cohorts} from "./charts/cohorts.js";
import {courses} from "./charts/courses.js";
import {curves} from "./charts/curves.js";
import {lorenz} from "./charts/lorenz.js";
import {maps} from "./charts/maps.js";
import {parts} from "./charts/parts.js";
import {ranges} from "./charts/ranges.js";
import {stacks} from "./charts/stacks.js";
import {legend} from "./legend.js";

const drawings = {cohorts, courses, curves, lorenz, maps, parts, ranges, stacks};
const NARROW = 560; // pixels

const data = JSON.parse(document.getElementById("charts").textContent);

function draw(figure) {
  const place = figure.querySelector(".plot");
  const width = Math.floor(place.getBoundingClientRect().width);
  if (width === 0 || figure.dataset.width === String(width)) return;
  figure.dataset.width = String(width);
  const {svg, keys} = drawings[figure.dataset.kind](data[figure.id], {width, isNarrow: width < NARROW});
  svg.setAttribute("role", "img");
  place.replaceChildren(...(keys ? [legend(keys)] : []), svg);
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
  unfolded = [...document.querySelectorAll("figure details:not([open])")];
  for (const one of unfolded) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of unfolded) one.open = false;
});
document.documentElement.dataset.drawn = String(figures.length);
