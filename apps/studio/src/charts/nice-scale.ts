/** Where a scale ends and which values are named on it. */
export interface Scale {
  readonly max: number;
  readonly ticks: readonly number[];
}

const STEPS = [1, 2, 2.5, 5, 10];

/** A scale from 0 that holds the largest value, in steps that people count in. Whole = no tick between two whole numbers. */
export function niceScale(largest: number, { count, isWhole = false }: { count: number; isWhole?: boolean }): Scale {
  const top = largest > 0 && !isWhole ? largest : Math.max(largest, count);
  const rough = top / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const steps = STEPS.map((step) => step * power).filter((step) => !isWhole || Number.isInteger(step));
  const step = steps.find((one) => one * count >= top * (1 - 1e-9)) ?? 10 * power;
  return {
    max: step * count,
    ticks: Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(6))),
  };
}
