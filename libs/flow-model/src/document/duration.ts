const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `500ms`, `30s`, `2m`, `2h`: a whole number and a unit, nothing between. */
export const DURATION_PATTERN = /^(\d{1,9})(ms|s|m|h)$/;

/** The duration in milliseconds; undefined when the text is none. */
export function parseFlowDurationMs(text: string): number | undefined {
  const match = DURATION_PATTERN.exec(text);
  if (match === null) return undefined;
  return Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS];
}
