// SPDX-License-Identifier: Apache-2.0

/// A policy keeps its colour on the whole page; the first one is ink. Told apart by the colour-blind (page.css); beyond
/// eight, grey.
export const policyColour = (policy) => (policy > 8 ? "var(--unsure)" : `var(--series-${policy})`);

/// Colours of parts of a whole.
export const partColour = (part) => (part > 7 ? "var(--unsure)" : `var(--part-${part})`);

/// Of texts on them.
export const onPart = (part) => (part > 7 || [1, 3, 5, 7].includes(part) ? "var(--on-part-light)" : "var(--on-part-dark)");

export const VERDICTS = {better: "var(--good)", worse: "var(--bad)", reference: "var(--ink)"};
export const verdictColour = (verdict) => VERDICTS[verdict] ?? "var(--unsure)";
