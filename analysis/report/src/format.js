// SPDX-License-Identifier: Apache-2.0

const MINUS = "\u2212";

/// 88398.12 -> "88,398 EUR", as the page's tables show it.
export function formatted(value, {factor, decimals, unit}) {
  if (value === null || !Number.isFinite(value)) return "none";
  return number(value * factor, decimals) + unit;
}

export function number(value, decimals) {
  const rounded = Number(value.toFixed(decimals)) || 0;
  const digits = Math.abs(rounded).toLocaleString("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return (rounded < 0 ? MINUS : "") + digits;
}

/// The same with its sign.
export function signed(value, format) {
  const text = formatted(value, format);
  return value > 0 && !/^[0.,]+($|\s)/.test(text) ? "+" + text : text;
}

/// "79,010 to 97,786"; nothing without an interval.
export function between(low, high, {factor, decimals}) {
  if (low === null || high === null) return "";
  return `${number(low * factor, decimals)} to ${number(high * factor, decimals)}`;
}

/// Ticks of an axis: short, "100k" for money.
export function tick({factor, unit}) {
  return (value) => {
    const shown = value * factor;
    const size = Math.abs(shown);
    const trimmed = (x) => number(x, 2).replace(/\.?0+$/, "");
    if (size >= 1e6) return trimmed(shown / 1e6) + "m";
    if (size >= 1e4) return trimmed(shown / 1e3) + "k";
    return trimmed(shown) + (unit.endsWith("%") ? "\u202f%" : "");
  };
}
