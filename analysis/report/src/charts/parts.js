// SPDX-License-Identifier: Apache-2.0
import * as Plot from "@observablehq/plot";

import {between, signed} from "../format.js";
import {fitted, roomFor} from "../labels.js";
import {partColour, verdictColour} from "../palette.js";
import {rowAxis, rowOptions} from "../rows.js";

/// What adds to a sum goes to the right of zero, what takes from it to the left, the sum is a dot with its interval.
export function parts({rows, parts: labels, format, summary}, {width, isNarrow}) {
  const pieces = rows.flatMap(({label, values}, place) => {
    const reach = {up: 0, down: 0};
    return values.map((value, part) => {
      const side = value < 0 ? "down" : "up";
      const from = reach[side];
      reach[side] += value;
      return {label, place, part, value, from, to: reach[side], tip: `${label}\n${labels[part]}: ${signed(value, format)}`};
    });
  });
  const sums = rows.map((row, place) => ({
    ...row,
    place,
    verdict: row.low === null || row.low * row.high <= 0 ? "undecided" : row.mean > 0 ? "better" : "worse",
    tip: `${row.label}\n${signed(row.mean, format)} in all${row.low === null ? "" : `\n95 % sure: ${between(row.low, row.high, format)}`}`,
  }));
  const text = (row) => signed(row.mean, format);
  const left = isNarrow ? 8 : roomFor(rows.map((row) => row.label));
  const right = isNarrow ? 14 : 22 + roomFor(sums.map(text), 130);
  const rowHeight = isNarrow ? 58 : 44;
  const places = rows.map((_, place) => place);
  const padding = isNarrow ? 0.55 : 0.45;
  const svg = Plot.plot({
    ...rowOptions(places, {rowHeight, padding, left, right, summary}, {width}),
    marks: [
      ...rowAxis(format, {isNarrow}),
      Plot.barX(pieces, {
        y: "place",
        x1: "from",
        x2: "to",
        fill: (piece) => partColour(piece.part),
        insetLeft: 0.5,
        insetRight: 0.5,
      }),
      Plot.ruleX([0], {stroke: "var(--ink)", strokeWidth: 1}),
      Plot.dot(sums, {
        y: "place",
        x: "mean",
        r: 6,
        fill: "var(--paper)",
        stroke: "var(--ink)",
        strokeWidth: 2.2,
      }),
      Plot.text(sums, {
        y: "place",
        frameAnchor: "left",
        dx: isNarrow ? -8 : -left,
        dy: isNarrow ? -23 : 0,
        text: (row) => (isNarrow ? `${row.label}  ${text(row)}` : fitted(row.label, left)),
        textAnchor: "start",
        fill: "var(--ink)",
        stroke: isNarrow ? "var(--paper)" : undefined,
        strokeWidth: isNarrow ? 4 : undefined,
      }),
      isNarrow
        ? null
        : Plot.text(sums, {
            y: "place",
            frameAnchor: "right",
            dx: right,
            text,
            textAnchor: "end",
            fill: (row) => verdictColour(row.verdict),
            fontVariant: "tabular-nums",
          }),
      Plot.tip([...pieces.map((piece) => ({...piece, x: (piece.from + piece.to) / 2})), ...sums.map((row) => ({...row, x: row.mean}))],
        Plot.pointer({y: "place", x: "x", title: "tip", lineHeight: 1.3})),
    ],
  });
  return {svg, keys: labels.map((label, part) => ({label, colour: partColour(part)}))};
}
