import { inspect } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';

/** How long to wait, and for what. */
export interface UntilOptions {
  /** Default 5000, which is long even on a busy machine. */
  readonly deadlineMs?: number;
  /** Completes "waited 5000 ms for …". */
  readonly what: string;
}

const pauseMs = 10;

/**
 * Asks again and again until `check` gives something true, and returns it. A check that throws is asked again too.
 * @throws Error after the deadline, with what was waited for and what `check` gave or threw last
 */
export async function until<Value>(
  check: () => Value | Promise<Value>,
  { deadlineMs = 5000, what }: UntilOptions,
): Promise<NonNullable<Value>> {
  const endMs = performance.now() + deadlineMs;
  for (;;) {
    const last = await ask(check);
    if ('value' in last && last.value) return last.value;
    if (performance.now() >= endMs) throw tooLate(what, deadlineMs, last);
    await delay(pauseMs);
  }
}

type Answer<Value> = { readonly value: Value } | { readonly error: unknown };

async function ask<Value>(check: () => Value | Promise<Value>): Promise<Answer<Value>> {
  try {
    return { value: await check() };
  } catch (error) {
    return { error };
  }
}

function tooLate(what: string, deadlineMs: number, last: Answer<unknown>): Error {
  const waited = `waited ${String(deadlineMs)} ms for ${what}`;
  if ('error' in last)
    return new Error(`${waited}; the last check failed: ${String(last.error)}`, { cause: last.error });
  return new Error(`${waited}; the last check gave ${inspect(last.value, { depth: 3 })}`);
}
