// SPDX-License-Identifier: Apache-2.0
import * as Plot from "@observablehq/plot";

import {tick} from "./format.js";

/// What charts have in common that show one thing a row: room for labels left and right, rows by their places, an axis
/// on top with lines down from its ticks.
export function rowOptions(places, {rowHeight, padding, left, right, summary}, {width}) {
  return {
    width,
    height: rowHeight * places.length + 42,
    marginLeft: left,
    marginRight: right,
    marginTop: 30,
    marginBottom: 8,
    ariaLabel: summary,
    style: {fontSize: "13px"},
    x: {nice: true, insetLeft: 8, insetRight: 8},
    y: {domain: places, axis: null, padding},
  };
}

export function rowAxis(format, {isNarrow}) {
  const ticks = isNarrow ? 4 : 7;
  return [
    Plot.axisX({anchor: "top", ticks, tickFormat: tick(format), tickSize: 0, label: null, fill: "var(--muted)"}),
    Plot.gridX({ticks, stroke: "var(--line)", strokeOpacity: 1}),
  ];
}
