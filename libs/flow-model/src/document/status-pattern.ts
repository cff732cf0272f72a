/** `2xx`, `201` or `200-204`. */
export const STATUS_PATTERN = /^(?:[1-5][xX]{2}|[1-5]\d{2}(?:-[1-5]\d{2})?)$/;

interface StatusRange {
  from: number;
  to: number;
}

/** Whether a status is one of those that `patterns` name. Each pattern matches {@link STATUS_PATTERN}. */
export function compileStatusPatterns(patterns: readonly string[]): (status: number) => boolean {
  const ranges = patterns.map(toRange);
  return (status) => ranges.some(({ from, to }) => status >= from && status <= to);
}

function toRange(pattern: string): StatusRange {
  if (/x/i.test(pattern)) {
    const hundred = Number(pattern.charAt(0)) * 100;
    return { from: hundred, to: hundred + 99 };
  }
  const [from = '', to = from] = pattern.split('-');
  return { from: Number(from), to: Number(to) };
}
