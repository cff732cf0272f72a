/** `{ q: 'x' }` when the parameter is a text, else nothing: a link with odd parameters still opens. Numbers were texts once. */
export function textIn<Name extends string>(search: Record<string, unknown>, name: Name): { [Key in Name]?: string } {
  const value = search[name];
  const text = typeof value === 'number' ? String(value) : value;
  return (typeof text === 'string' && text !== '' ? { [name]: text } : {}) as { [Key in Name]?: string };
}

/** The parameter when it is one of these words. */
export function oneOf<Name extends string, Word extends string>(
  search: Record<string, unknown>,
  name: Name,
  words: readonly Word[],
): { [Key in Name]?: Word } {
  const found = words.find((word) => word === search[name]);
  return (found === undefined ? {} : { [name]: found }) as { [Key in Name]?: Word };
}

/** The parameter when it is a list of these words, or one of them. */
export function someOf<Name extends string, Word extends string>(
  search: Record<string, unknown>,
  name: Name,
  words: readonly Word[],
): { [Key in Name]?: readonly Word[] } {
  const given = Array.isArray(search[name]) ? (search[name] as unknown[]) : [search[name]];
  const found = words.filter((word) => given.includes(word));
  return (found.length === 0 ? {} : { [name]: found }) as unknown as { [Key in Name]?: readonly Word[] };
}
