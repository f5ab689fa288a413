// SPDX-License-Identifier: Apache-2.0
import * as Plot from "@observablehq/plot";

import {formatted, tick} from "../format.js";
import {policyColour} from "../palette.js";

/// Lorenz curves: which share of a sum comes from which share of the customers, those with least first. The farther
/// below the diagonal, the fewer have much of it.
export function lorenz({lines, format, summary}, {width, isNarrow}) {
  const told = lines.flatMap(({label, policy, points}) =>
    points.map(([customers, paid]) => ({
      label,
      policy,
      customers,
      paid,
      tip: `${label}\nthe ${formatted(1 - customers, {...format, decimals: 0})} who pay most:\n${formatted(1 - paid, format)} of what is paid`,
    })),
  );
  const axis = {domain: [0, 1], ticks: isNarrow ? 3 : 5, tickFormat: tick(format), tickSize: 0, fill: "var(--muted)"};
  const side = Math.min(width, 460);
  const svg = Plot.plot({
    width: side,
    height: Math.round(0.8 * side),
    marginLeft: 52,
    marginRight: 16,
    marginTop: 16,
    marginBottom: 44,
    ariaLabel: summary,
    style: {fontSize: "13px"},
    x: {label: null, domain: [0, 1]},
    y: {label: null, domain: [0, 1]},
    marks: [
      Plot.axisY({...axis, label: null}),
      Plot.gridY({ticks: axis.ticks, stroke: "var(--line)", strokeOpacity: 1}),
      Plot.axisX({...axis, label: "customers, those who pay least first", labelArrow: "none", labelAnchor: "center"}),
      Plot.line([[0, 0], [1, 1]], {stroke: "var(--muted)", strokeWidth: 1}),
      Plot.text([[0.5, 0.5]], {text: ["if all paid the same"], rotate: -36, dy: -9, fill: "var(--muted)"}),
      ...lines.map(({policy}) =>
        Plot.line(told.filter((row) => row.policy === policy), {
          x: "customers",
          y: "paid",
          stroke: policyColour(policy),
          strokeWidth: policy === 0 ? 1.8 : 2.2,
          strokeDasharray: policy === 0 ? "5 4" : undefined,
        }),
      ),
      Plot.dot(told, Plot.pointer({x: "customers", y: "paid", r: 4, fill: (row) => policyColour(row.policy), stroke: "var(--paper)"})),
      Plot.tip(told, Plot.pointer({x: "customers", y: "paid", title: "tip", lineHeight: 1.3})),
    ],
  });
  return {svg, keys: lines.map(({label, policy}) => ({label, colour: policyColour(policy), isDashed: policy === 0}))};
}
