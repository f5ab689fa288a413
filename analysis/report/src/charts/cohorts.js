// SPDX-License-Identifier: Apache-2.0
import * as Plot from "@observablehq/plot";

import {formatted} from "../format.js";

/// Cohorts as rows, their age to the right, the share that is still active as the depth of the colour; a panel for each
/// policy.
export function cohorts({panels, period, step, format, summary}, {width, isNarrow}) {
  const years = (periods) => (periods * period) / 365.25;
  const cells = panels.flatMap(({label, cells: own}) =>
    own.map(([cohort, age, share]) => ({
      panel: label,
      cohort: years(cohort),
      age: years(age),
      share,
      tip: [
        label,
        cohort === 0 ? "customers of the start" : `joined in year ${Math.floor(years(cohort)) + 1} (period ${cohort})`,
        `${formatted(share, format)} active after ${age} periods`,
      ].join("\n"),
    })),
  );
  const size = years(step);
  const facet = isNarrow ? "fy" : "fx";
  const columns = isNarrow ? 1 : panels.length;
  const height = isNarrow ? 60 + 240 * panels.length : Math.min(380, 80 + (width / columns) * 0.75);
  const svg = Plot.plot({
    width,
    height,
    marginLeft: 44,
    marginRight: 8,
    marginTop: 34,
    marginBottom: 42,
    ariaLabel: summary,
    style: {fontSize: "13px"},
    x: {label: "years as a customer", labelArrow: "none", labelAnchor: "left", tickSize: 0, ticks: 4, inset: 0},
    y: {label: "joined in year", labelArrow: "none", reverse: true, tickSize: 0, ticks: 4},
    [facet]: {label: null, domain: panels.map((panel) => panel.label), padding: isNarrow ? 0.2 : 0.12, axis: isNarrow ? null : "top"},
    marks: [
      Plot.rect(cells, {
        [facet]: "panel",
        x1: "age",
        x2: (cell) => cell.age + size,
        y1: "cohort",
        y2: (cell) => cell.cohort + size,
        fill: "var(--accent)",
        fillOpacity: (cell) => 0.04 + 0.96 * cell.share,
        inset: 0.25,
      }),
      isNarrow
        ? Plot.text(panels, {
            fy: "label",
            text: "label",
            frameAnchor: "top-right",
            dy: -16,
            fontWeight: 600,
            fill: "var(--ink)",
          })
        : null,
      Plot.tip(cells, Plot.pointer({
        [facet]: "panel",
        x: (cell) => cell.age + size / 2,
        y: (cell) => cell.cohort + size / 2,
        title: "tip",
        lineHeight: 1.3,
      })),
    ],
  });
  const keys = [0, 0.25, 0.5, 0.75, 1].map((share) => ({
    label: formatted(share, format),
    colour: "var(--accent)",
    opacity: 0.04 + 0.96 * share,
  }));
  return {svg, keys};
}
