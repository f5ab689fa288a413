// SPDX-License-Identifier: Apache-2.0

const LETTER = 6.9; // mean width of a letter of 13 pixels

/// Room for the longest of some labels, between two limits.
export const roomFor = (labels, most = 230) =>
  Math.min(most, 14 + LETTER * Math.max(0, ...labels.map((label) => label.length)));

/// A label that fits into so many pixels.
export function fitted(label, room) {
  const most = Math.max(4, Math.floor((room - 10) / LETTER));
  return label.length <= most ? label : label.slice(0, most - 1).trimEnd() + "\u2026";
}

/// Heights for labels that stand at least `apart` pixels from each other, near to where they belong.
export function spread(heights, apart, low, high) {
  const order = heights.map((height, index) => ({height, index})).sort((a, b) => a.height - b.height);
  for (let i = 1; i < order.length; ++i) {
    order[i].height = Math.max(order[i].height, order[i - 1].height + apart);
  }
  let limit = high;
  for (let i = order.length - 1; i >= 0; --i) {
    order[i].height = Math.max(Math.min(order[i].height, limit), low + i * apart);
    limit = order[i].height - apart;
  }
  const result = [];
  for (const {height, index} of order) result[index] = height;
  return result;
}
