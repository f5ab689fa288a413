// SPDX-License-Identifier: Apache-2.0
import * as Plot from "@observablehq/plot";

import {between, formatted, number, signed, tick} from "../format.js";
import {fitted, roomFor, spread} from "../labels.js";
import {policyColour} from "../palette.js";

/// One line for each policy over time, with its interval as a band; named at its end where there is room.
export function courses({lines, format, time, gain, summary}, {width, isNarrow}) {
  const told = lines.flatMap(({label, policy, points}) =>
    points.map(([days, mean, low = null, high = null]) => ({
      label,
      policy,
      at: days / time.days,
      mean,
      low,
      high,
      tip: [
        label,
        `${(gain ? signed : formatted)(mean, format)} after ${number(days / time.days, 1)} ${time.unit}s`,
        low === null || low === high ? "" : `95 % sure: ${between(low, high, format)}`,
      ]
        .filter(Boolean)
        .join("\n"),
    })),
  );
  const right = isNarrow ? 12 : 8 + roomFor(lines.map((line) => line.label), 190);
  const height = Math.round(Math.min(380, Math.max(260, width * 0.45)));
  const isFirst = (row) => row.policy === 0;
  const options = {
    width,
    height,
    marginLeft: 52,
    marginRight: right,
    marginTop: 16,
    marginBottom: 40,
    ariaLabel: summary,
    style: {fontSize: "13px"},
    x: {label: null, domain: [0, Math.max(...told.map((row) => row.at))]},
    y: {nice: true, zero: gain},
  };
  const marks = [
    Plot.axisY({ticks: 6, tickFormat: tick(format), tickSize: 0, label: null, fill: "var(--muted)"}),
    Plot.gridY({ticks: 6, stroke: "var(--line)", strokeOpacity: 1}),
    Plot.axisX({ticks: isNarrow ? 4 : 8, tickSize: 0, tickFormat: (x) => number(x, Number.isInteger(x) ? 0 : 1), label: `${time.unit}s since the start`, labelArrow: "none", labelAnchor: "center", fill: "var(--muted)"}),
    gain ? Plot.ruleY([0], {stroke: "var(--ink)", strokeWidth: 1}) : null,
    Plot.areaY(told.filter((row) => row.low !== null), {
      x: "at",
      y1: "low",
      y2: "high",
      z: "policy",
      fill: (row) => policyColour(row.policy),
      fillOpacity: 0.14,
    }),
    Plot.lineY(told.filter((row) => !isFirst(row)), {
      x: "at",
      y: "mean",
      z: "policy",
      stroke: (row) => policyColour(row.policy),
      strokeWidth: 2.2,
      strokeLinejoin: "round",
    }),
    Plot.lineY(told.filter(isFirst), {
      x: "at",
      y: "mean",
      z: "policy",
      stroke: policyColour(0),
      strokeWidth: 1.8,
      strokeDasharray: "5 4",
    }),
  ];
  const ends = lines.map(({label, policy, points}) => {
    const [days, mean] = points.at(-1);
    return {label, policy, at: days / time.days, mean};
  });
  if (!isNarrow) {
    const scale = Plot.plot({...options, marks}).scale("y");
    const heights = ends.map((end) => scale.apply(end.mean));
    const places = spread(heights, 17, 12, height - options.marginBottom + 6);
    for (const [i, end] of ends.entries()) {
      marks.push(
        Plot.text([end], {
          x: "at",
          y: "mean",
          dx: 8,
          dy: places[i] - heights[i],
          text: [fitted(end.label, right)],
          textAnchor: "start",
          fill: policyColour(end.policy),
          fontWeight: 500,
        }),
      );
    }
  }
  marks.push(
    Plot.ruleX(told, Plot.pointer({x: "at", py: "mean", stroke: "var(--muted)", strokeOpacity: 0.5})),
    Plot.dot(told, Plot.pointer({x: "at", y: "mean", r: 4, fill: (row) => policyColour(row.policy), stroke: "var(--paper)"})),
    Plot.tip(told, Plot.pointer({x: "at", y: "mean", title: "tip", lineHeight: 1.3})),
  );
  const keys = isNarrow && lines.map(({label, policy}) => ({label, colour: policyColour(policy), isDashed: policy === 0}));
  return {svg: Plot.plot({...options, marks}), keys};
}
