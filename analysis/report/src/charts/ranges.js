// SPDX-License-Identifier: Apache-2.0
import * as Plot from "@observablehq/plot";

import {between, signed} from "../format.js";
import {fitted, roomFor} from "../labels.js";
import {verdictColour} from "../palette.js";
import {rowAxis, rowOptions} from "../rows.js";

const isTold = (row) => row.verdict === "better" || row.verdict === "worse" || row.verdict === "reference";

/// Means with their intervals on a common axis with zero, one row each, in groups if they have some. What is sure is
/// filled, what is not is hollow.
export function ranges({rows, format, summary}, {width, isNarrow}) {
  const lines = [];
  for (const [i, row] of rows.entries()) {
    if (row.group && row.group !== rows[i - 1]?.group) lines.push({group: row.group, mean: null});
    lines.push(row.group ? {...row, isMember: true} : {...row, isBest: i === 0});
  }
  const told = lines.map((row, place) => ({
    ...row,
    place,
    name: row.label ?? row.group,
    text: row.verdict === undefined ? "" : row.verdict === "reference" ? "the first policy" : signed(row.mean, format),
    tip: [row.group && row.label ? `${row.group}, ${row.label}` : row.label, signed(row.mean, format)]
      .concat(row.low === null ? [] : [`95 % sure: ${between(row.low, row.high, format)}`])
      .join("\n"),
  }));
  const withValue = told.filter((row) => row.mean !== null);
  const colour = (row) => verdictColour(row.verdict);
  const weight = (row) => (row.isBest || row.verdict === undefined ? 600 : 400);
  const right = isNarrow ? 14 : 22 + roomFor(told.map((row) => row.text), 130);
  const left = isNarrow ? 8 : roomFor(told.map((row) => row.name + (row.isMember ? "   " : "")));
  const rowHeight = isNarrow ? 46 : rows[0]?.group ? 28 : 42;
  const places = told.map((row) => row.place);
  const svg = Plot.plot({
    ...rowOptions(places, {rowHeight, padding: 0.4, left, right, summary}, {width}),
    marks: [
      ...rowAxis(format, {isNarrow}),
      Plot.ruleX([0], {stroke: "var(--ink)", strokeWidth: 1}),
      Plot.link(withValue.filter((row) => row.low !== null && row.high > row.low), {
        x1: "low",
        x2: "high",
        y1: "place",
        y2: "place",
        stroke: colour,
        strokeWidth: 7,
        strokeOpacity: 0.3,
        strokeLinecap: "round",
      }),
      Plot.dot(withValue, {
        y: "place",
        x: "mean",
        r: rows[0]?.group ? 4.5 : 5.5,
        fill: (row) => (isTold(row) ? colour(row) : "var(--paper)"),
        stroke: colour,
        strokeWidth: 2,
      }),
      isNarrow
        ? Plot.text(told, {
            y: "place",
            frameAnchor: "left",
            dx: -8,
            dy: -17,
            text: (row) => `${row.isMember ? "\u2003" : ""}${row.name}  ${row.text}`,
            fill: "var(--ink)",
            stroke: "var(--paper)",
            strokeWidth: 4,
            fontWeight: weight,
            textAnchor: "start",
          })
        : [
            Plot.text(told, {
              y: "place",
              frameAnchor: "left",
              dx: -left,
              text: (row) => fitted(`${row.isMember ? "\u2003" : ""}${row.name}`, left),
              textAnchor: "start",
              fill: "var(--ink)",
              fontWeight: weight,
            }),
            Plot.text(told, {
              y: "place",
              frameAnchor: "right",
              dx: right,
              text: "text",
              textAnchor: "end",
              fill: (row) => (row.verdict === "reference" ? "var(--muted)" : colour(row)),
              fontVariant: "tabular-nums",
              fontWeight: weight,
            }),
          ],
      Plot.tip(withValue, Plot.pointerY({y: "place", x: "mean", title: "tip", anchor: "bottom", lineHeight: 1.3})),
    ],
  });
  return {svg};
}
