const msPerUnit: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * Reads a duration as authors and operators write it: a whole number and one of `ms s m h` (`500ms`, `30s`, `2m`,
 * `2h`).
 *
 * @returns milliseconds, or undefined when the text is anything else
 */
export function parseDurationMs(text: string): number | undefined {
  const parts = /^(\d{1,9})(ms|s|m|h)$/.exec(text);
  const factor = msPerUnit[parts?.[2] ?? ''];
  return factor === undefined ? undefined : Number(parts?.[1]) * factor;
}
