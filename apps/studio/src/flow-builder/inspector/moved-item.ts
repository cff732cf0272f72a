/** The list with one item moved by some places; over its end it does not move. */
export function moved<Item>(items: readonly Item[], at: number, by: number): Item[] {
  const to = at + by;
  const item = items[at];
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  const without = items.filter((_item, index) => index !== at);
  return [...without.slice(0, to), item, ...without.slice(to)];
}
