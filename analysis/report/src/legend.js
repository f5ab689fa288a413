// SPDX-License-Identifier: Apache-2.0

/// What the colours of a chart stand for, where there is no room to write it beside the marks.
export function legend(keys) {
  const list = document.createElement("ul");
  list.className = "legend";
  for (const {label, colour, opacity = 1, isDashed = false} of keys) {
    const item = document.createElement("li");
    const swatch = document.createElement("span");
    swatch.className = isDashed ? "swatch dashed" : "swatch";
    swatch.style.setProperty("--colour", colour);
    swatch.style.setProperty("opacity", opacity);
    item.append(swatch, label);
    list.append(item);
  }
  return list;
}
