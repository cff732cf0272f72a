import { setTimeout as delay } from 'node:timers/promises';
import { UpProblem } from '../problem.ts';
import type { ServiceProcess } from './service-process.ts';

const pauseMs = 50;
const probeTimeoutMs = 3000;

/** What to wait for, and how long. */
export interface ReadyWait {
  readonly name: string;
  readonly url: string;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

/**
 * Waits until the process says that it is ready.
 * @throws UpProblem when it ends before, or is not ready in time, with what it says is missing
 */
export async function awaitReady(service: ServiceProcess, wait: ReadyWait): Promise<void> {
  const endMs = performance.now() + wait.deadlineMs;
  for (;;) {
    wait.signal.throwIfAborted();
    if (service.end !== undefined) throw new UpProblem(`${wait.name} ended before it was ready (${endOf(service)})`);
    const missing = await findMissing(wait.url);
    if (missing === undefined) return;
    if (performance.now() > endMs) {
      throw new UpProblem(`${wait.name} was not ready within ${String(wait.deadlineMs / 1000)} s: ${missing}`);
    }
    await Promise.race([service.ended, delay(pauseMs, undefined, { signal: wait.signal, ref: true })]);
  }
}

/** `exit code 1`, `killed by SIGKILL`. */
export function endOf({ end }: ServiceProcess): string {
  return end?.signal == null ? `exit code ${String(end?.code ?? '?')}` : `killed by ${end.signal}`;
}

async function findMissing(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(probeTimeoutMs) });
    const text = await answer.text();
    return answer.ok ? undefined : text.slice(0, 500);
  } catch (error) {
    const { cause, message } = error as Error;
    return `it does not answer at ${url} (${cause instanceof Error ? cause.message : message})`;
  }
}
