/** What the iterator brings, made into something else; ending it ends the source at once, also while it waits. */
export function mapping<From, To>(
  source: AsyncIterableIterator<From>,
  make: (value: From) => To,
): AsyncIterableIterator<To, undefined> {
  return {
    async next() {
      const result = await source.next();
      return result.done === true ? { done: true, value: undefined } : { done: false, value: make(result.value) };
    },
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
