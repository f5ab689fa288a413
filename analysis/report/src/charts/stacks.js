// SPDX-License-Identifier: Apache-2.0
import * as Plot from "@observablehq/plot";

import {formatted, number, tick} from "../format.js";
import {fitted, roomFor} from "../labels.js";
import {onPart, partColour} from "../palette.js";

/// Parts of a whole, one bar a row. Ordered parts go from pale to full, others have colours of their own.
export function stacks({rows, parts, ordered, format, summary}, {width, isNarrow}) {
  const look = (part) =>
    ordered
      ? {colour: "var(--accent)", opacity: 0.12 + (0.88 * part) / Math.max(1, parts.length - 1)}
      : {colour: partColour(part), opacity: 1};
  const pieces = rows.flatMap(({label, values}, place) => {
    let from = 0;
    return values.map((value, part) => {
      const piece = {label, place, part, value, from, to: (from += value), ...look(part)};
      return {...piece, tip: `${label}\n${parts[part]}: ${formatted(value, format)}`};
    });
  });
  const longest = Math.max(...pieces.map((piece) => piece.to));
  const left = isNarrow ? 0 : roomFor(rows.map((row) => row.label));
  const room = width - left - 12;
  const isWideEnough = (piece) => ((piece.to - piece.from) / longest) * room > 34;
  const rowHeight = isNarrow ? 54 : 38;
  const svg = Plot.plot({
    width,
    height: rowHeight * rows.length + 34,
    marginLeft: left,
    marginRight: 12,
    marginTop: isNarrow ? 14 : 6,
    marginBottom: 28,
    ariaLabel: summary,
    style: {fontSize: "13px"},
    x: {domain: [0, longest]},
    y: {domain: rows.map((_, place) => place), axis: null, padding: isNarrow ? 0.5 : 0.3},
    marks: [
      Plot.axisX({ticks: isNarrow ? 4 : 6, tickFormat: tick(format), tickSize: 0, label: null, fill: "var(--muted)"}),
      Plot.barX(pieces, {
        y: "place",
        x1: "from",
        x2: "to",
        fill: "colour",
        fillOpacity: "opacity",
        insetRight: 1,
      }),
      Plot.text(pieces.filter(isWideEnough), {
        y: "place",
        x: (piece) => (piece.from + piece.to) / 2,
        text: (piece) => number(piece.value * format.factor, 0),
        fill: (piece) => (!ordered ? onPart(piece.part) : piece.opacity < 0.55 ? "var(--ink)" : "var(--on-accent)"),
        fontVariant: "tabular-nums",
        fontSize: 12,
      }),
      Plot.text(rows, {
        y: (_, place) => place,
        frameAnchor: "left",
        dx: isNarrow ? 0 : -left,
        dy: isNarrow ? -24 : 0,
        text: (row) => (isNarrow ? row.label : fitted(row.label, left)),
        textAnchor: "start",
        fill: "var(--ink)",
      }),
      Plot.tip(pieces, Plot.pointer({y: "place", x: (piece) => (piece.from + piece.to) / 2, title: "tip", lineHeight: 1.3})),
    ],
  });
  return {svg, keys: parts.map((label, part) => ({label, ...look(part)}))};
}
