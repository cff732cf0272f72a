/** Some hundred sources: those of the flows in hand. Then it starts anew, so that texts of others cannot fill the memory. */
const MAX_KNOWN = 1000;
const MAX_SOURCE_LENGTH = 2048;

/**
 * The same function, which works each source out once. One flow's texts are compiled by several checks and by the plan; what
 * comes of them holds no state, so all can share it.
 */
export function remembered<Result>(compile: (source: string) => Result): (source: string) => Result {
  const known = new Map<string, Result>();
  return (source) => {
    if (source.length > MAX_SOURCE_LENGTH) return compile(source);
    const before = known.get(source);
    if (before !== undefined) return before;
    if (known.size >= MAX_KNOWN) known.clear();
    const compiled = compile(source);
    known.set(source, compiled);
    return compiled;
  };
}
