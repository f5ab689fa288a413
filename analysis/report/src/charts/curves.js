// SPDX-License-Identifier: Apache-2.0
import * as Plot from "@observablehq/plot";

import {between, formatted, signed, tick} from "../format.js";

/// A small curve for each parameter, with its interval as a band, all over the same heights. What hardly matters is grey.
export function curves({panels, format, gain, summary}, {width, isNarrow}) {
  const columns = Math.min(isNarrow ? 2 : 4, panels.length);
  const rows = Math.ceil(panels.length / columns);
  const colour = ({weight}) => (weight === "hardly" ? "var(--unsure)" : "var(--accent)");
  const told = panels.map((panel, i) => {
    const place = panel.log ? Math.log : (x) => x;
    const ends = panel.points.map(([x]) => place(x));
    const from = Math.min(...ends);
    const span = Math.max(...ends) - from || 1;
    return {
      ...panel,
      column: i % columns,
      row: Math.floor(i / columns),
      first: panel.points[0][1],
      last: panel.points.at(-1)[1] + panel.unit,
      points: panel.points.map(([x, name, mean, low, high]) => ({
        panel: i,
        column: i % columns,
        row: Math.floor(i / columns),
        colour: colour(panel),
        at: (place(x) - from) / span,
        mean,
        low,
        high,
        tip: [
          `${panel.label} ${name}${panel.unit}`,
          (gain ? signed : formatted)(mean, format),
          low < high ? `95 % sure: ${between(low, high, format)}` : "",
        ]
          .filter(Boolean)
          .join("\n"),
      })),
    };
  });
  const points = told.flatMap((panel) => panel.points);
  const facet = {fx: "column", fy: "row"};
  const label = (more) => ({...facet, fill: "var(--muted)", fontSize: 12, ...more});
  const svg = Plot.plot({
    width,
    height: rows * (isNarrow ? 170 : 200) + 20,
    marginLeft: 46,
    marginRight: 10,
    marginTop: 30,
    marginBottom: 24,
    ariaLabel: summary,
    style: {fontSize: "13px"},
    x: {domain: [0, 1], axis: null, inset: 6},
    y: {nice: true},
    fx: {domain: [...Array(columns).keys()], axis: null, padding: 0.12},
    fy: {domain: [...Array(rows).keys()], axis: null, padding: rows > 1 ? 0.34 : 0},
    marks: [
      Plot.axisY({ticks: 4, tickFormat: tick(format), tickSize: 0, label: null, fill: "var(--muted)"}),
      Plot.gridY({ticks: 4, stroke: "var(--line)", strokeOpacity: 1}),
      gain ? Plot.ruleY([0], {stroke: "var(--ink)", strokeWidth: 1}) : null,
      Plot.areaY(points, {...facet, x: "at", y1: "low", y2: "high", z: "panel", fill: "colour", fillOpacity: 0.16}),
      Plot.lineY(points, {...facet, x: "at", y: "mean", z: "panel", stroke: "colour", strokeWidth: 2.2, strokeLinejoin: "round"}),
      Plot.dot(points, {...facet, x: "at", y: "mean", r: 2.6, fill: "colour"}),
      Plot.text(told, label({text: "label", frameAnchor: "top-left", dy: -20, fill: "var(--ink)", fontWeight: 600, fontSize: 13})),
      Plot.text(told, label({text: "first", frameAnchor: "bottom-left", dy: 16})),
      Plot.text(told, label({text: "last", frameAnchor: "bottom-right", dy: 16})),
      Plot.tip(points, Plot.pointer({...facet, x: "at", y: "mean", title: "tip", lineHeight: 1.3})),
    ],
  });
  return {svg};
}
