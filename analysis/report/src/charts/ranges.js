// SPDX-License-Identifier: Apache-2.0
import * as Plot from "@observablehq/plot";

import {between, signed, tick} from "../format.js";

const COLOURS = {
  better: "var(--good)",
  worse: "var(--bad)",
  reference: "var(--ink)",
};

/// Means with their intervals on a common axis with zero, one row each, best first. What is sure is filled, what is not
/// is hollow.
export function ranges({rows, format, summary}, {width, isNarrow}) {
  const colour = (row) => COLOURS[row.verdict] ?? "var(--unsure)";
  const isSure = (row) => row.verdict === "better" || row.verdict === "worse" || row.verdict === "reference";
  const told = rows.map((row, place) => ({
    ...row,
    place,
    text: row.verdict === "reference" ? "the first policy" : signed(row.mean, format),
    tip: [row.label, signed(row.mean, format), row.low === null ? "" : `95 % sure: ${between(row.low, row.high, format)}`]
      .filter(Boolean)
      .join("\n"),
  }));
  const withValue = told.filter((row) => row.mean !== null);
  const rowHeight = isNarrow ? 58 : 44;
  const marginLeft = isNarrow ? 8 : Math.min(260, 24 + 7.4 * Math.max(...rows.map((row) => row.label.length)));
  return Plot.plot({
    width,
    height: rowHeight * rows.length + 44,
    marginLeft,
    marginRight: isNarrow ? 16 : 120,
    marginTop: 26,
    marginBottom: 18,
    ariaLabel: summary,
    style: {fontSize: "13px"},
    x: {axis: null, nice: true, insetLeft: 8, insetRight: 8},
    y: {domain: told.map((row) => row.place), axis: null, padding: 0.5},
    marks: [
      Plot.axisX({anchor: "top", ticks: isNarrow ? 4 : 7, tickFormat: tick(format), tickSize: 0, label: null, fill: "var(--muted)"}),
      Plot.gridX({ticks: isNarrow ? 4 : 7, stroke: "var(--line)", strokeOpacity: 1}),
      Plot.ruleX([0], {stroke: "var(--ink)", strokeWidth: 1}),
      Plot.ruleY(withValue.filter((row) => row.low !== null && row.high > row.low), {
        ariaLabel: "95 % intervals",
        y: "place",
        x1: "low",
        x2: "high",
        stroke: colour,
        strokeWidth: 6,
        strokeOpacity: 0.32,
        strokeLinecap: "round",
      }),
      Plot.dot(withValue, {
        ariaLabel: "means",
        y: "place",
        x: "mean",
        r: 6,
        fill: (row) => (isSure(row) ? colour(row) : "var(--paper)"),
        stroke: colour,
        strokeWidth: 2,
      }),
      isNarrow
        ? Plot.text(told, {
            y: "place",
            frameAnchor: "left",
            dx: 0,
            dy: -20,
            text: (row) => `${row.label}  ${row.text}`,
            fill: "var(--ink)",
            fontWeight: (row) => (row.place === 0 ? 600 : 400),
            textAnchor: "start",
          })
        : [
            Plot.text(told, {
              y: "place",
              frameAnchor: "left",
              dx: -marginLeft,
              text: "label",
              textAnchor: "start",
              fill: "var(--ink)",
              fontWeight: (row) => (row.place === 0 ? 600 : 400),
            }),
            Plot.text(told, {
              y: "place",
              frameAnchor: "right",
              dx: 112,
              text: "text",
              textAnchor: "end",
              fill: colour,
              fontVariant: "tabular-nums",
              fontWeight: (row) => (row.place === 0 ? 600 : 400),
            }),
          ],
      Plot.tip(withValue, Plot.pointerY({y: "place", x: "mean", title: "tip", anchor: "bottom"})),
    ],
  });
}
