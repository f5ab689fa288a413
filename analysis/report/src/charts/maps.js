// SPDX-License-Identifier: Apache-2.0
import * as Plot from "@observablehq/plot";

import {formatted, signed} from "../format.js";

const LETTER = 6.4; // mean width of a letter of 12 pixels

/// A map for each pair of parameters: one to the right, the other upwards; the deeper the colour, the more they do together
/// beyond what each does alone.
export function maps({panels, format, gain, summary}, {width, isNarrow}) {
  const columns = Math.min(isNarrow ? 1 : 3, panels.length);
  const rows = Math.ceil(panels.length / columns);
  const place = (i) => ({column: i % columns, row: Math.floor(i / columns)});
  const cells = panels.flatMap((panel, i) =>
    panel.cells.map(([first, second, mean, excess]) => ({
      ...place(i),
      x1: first / panel.across.length,
      x2: (first + 1) / panel.across.length,
      y1: second / panel.up.length,
      y2: (second + 1) / panel.up.length,
      excess,
      tip: [
        `${panel.first} ${panel.across[first]}, ${panel.second} ${panel.up[second]}`,
        `${signed(excess, format)} together beyond each alone`,
        `${(gain ? signed : formatted)(mean, format)} in all`,
      ].join("\n"),
    })),
  );
  const largest = Math.max(...cells.map((cell) => Math.abs(cell.excess))) || 1;
  const empty = panels.flatMap((panel, i) => {
    const has = new Set(panel.cells.map(([first, second]) => `${first} ${second}`));
    return panel.across.flatMap((_, first) =>
      panel.up.flatMap((_, second) =>
        has.has(`${first} ${second}`)
          ? []
          : [{...place(i), x: (first + 0.5) / panel.across.length, y: (second + 0.5) / panel.up.length}],
      ),
    );
  });
  const colour = (excess) => (excess < 0 ? "var(--bad)" : "var(--good)");
  const depth = (excess) => 0.05 + (0.95 * Math.abs(excess)) / largest;
  const left = 8 + LETTER * Math.max(...panels.flatMap((panel) => panel.up.map((name) => name.length)));
  const size = Math.min(300, Math.floor(width / columns) - left - 12);
  // As many of the values below a map as have room.
  const sparse = (names) => {
    const longest = Math.max(...names.map((name) => name.length)) * LETTER + 8;
    const every = Math.max(1, Math.ceil((longest * names.length) / size));
    return (_, i) => i % every === 0;
  };
  const below = panels.flatMap((panel, i) =>
    panel.across.map((name, k) => ({...place(i), at: (k + 0.5) / panel.across.length, name})).filter(sparse(panel.across)),
  );
  const beside = panels.flatMap((panel, i) => panel.up.map((name, k) => ({...place(i), at: (k + 0.5) / panel.up.length, name})));
  const heads = panels.map((panel, i) => ({...place(i), up: `\u2191 ${panel.secondName}`, right: `${panel.firstName} \u2192`}));
  const facet = {fx: "column", fy: "row"};
  const label = (more) => ({...facet, fill: "var(--muted)", fontSize: 12, ...more});
  const between = rows > 1 ? 0.32 : 0;
  const svg = Plot.plot({
    width,
    height: Math.round(rows * size * 0.8 * (1 + (between * 1) / (1 - between))) + 76,
    marginLeft: left,
    marginRight: 10,
    marginTop: 30,
    marginBottom: 46,
    ariaLabel: summary,
    style: {fontSize: "13px"},
    x: {domain: [0, 1], axis: null},
    y: {domain: [0, 1], axis: null},
    fx: {domain: [...Array(columns).keys()], axis: null, padding: columns > 1 ? Math.min(0.45, (left + 14) / (width / columns)) : 0},
    fy: {domain: [...Array(rows).keys()], axis: null, padding: between},
    marks: [
      Plot.frame({stroke: "var(--line)"}),
      Plot.rect(cells, {
        ...facet,
        x1: "x1",
        x2: "x2",
        y1: "y1",
        y2: "y2",
        fill: (cell) => colour(cell.excess),
        fillOpacity: (cell) => depth(cell.excess),
        inset: 0.5,
      }),
      Plot.text(empty, label({x: "x", y: "y", text: () => "no point", fontSize: 11})),
      Plot.text(below, label({x: "at", text: "name", frameAnchor: "bottom", dy: 14})),
      Plot.text(beside, label({y: "at", text: "name", frameAnchor: "left", dx: -6, textAnchor: "end"})),
      Plot.text(heads, label({text: "up", frameAnchor: "top-left", dy: -18, fill: "var(--ink)", fontWeight: 600, fontSize: 13})),
      Plot.text(heads, label({text: "right", frameAnchor: "bottom-right", dy: 32, fill: "var(--ink)", fontWeight: 600, fontSize: 13})),
      Plot.tip(cells, Plot.pointer({
        ...facet,
        x: (cell) => (cell.x1 + cell.x2) / 2,
        y: (cell) => (cell.y1 + cell.y2) / 2,
        title: "tip",
        lineHeight: 1.3,
      })),
    ],
  });
  const keys = [-1, -0.5, 0, 0.5, 1].map((share) => ({
    label: signed(share * largest, format),
    colour: colour(share),
    opacity: depth(share * largest),
  }));
  return {svg, keys};
}
