import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** What the suites measured, a line each: `reports/studio/figures.txt`. */
export const figuresFile = resolve(import.meta.dirname, '../../../reports/studio/figures.txt');

/** Keeps what was measured for whoever reads the report. */
export function noteFigure(what: string, value: number, unit: string): void {
  mkdirSync(dirname(figuresFile), { recursive: true });
  appendFileSync(figuresFile, `${what}: ${String(Math.round(value * 10) / 10)} ${unit}\n`);
}

/**
 * The shortest of several measures: how fast the Studio can be. What else the machine does makes single ones longer, never
 * shorter.
 */
export async function shortestOf(times: number, measure: (time: number) => Promise<number>): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY;
  for (let time = 1; time <= times; time += 1) shortest = Math.min(shortest, await measure(time));
  return shortest;
}
