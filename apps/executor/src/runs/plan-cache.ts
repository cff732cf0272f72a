import { compilePlan, parseFlowDocument, type Finding, type Plan } from '@aftercall/flow-model';
import type { RunIdentity } from './run-ledger.ts';

/** More than the versions that are in use at once on one executor; the least recently used leaves. */
const MAX_PLANS = 500;

export type PlanReading = { ok: true; plan: Plan } | { ok: false; message: string };

/** Compiled plans of kept versions. A version never changes, so what was compiled once is good for ever, bad ones too. */
export class PlanCache {
  readonly #readings = new Map<string, PlanReading>();

  planOf(
    { workspace, actionId, version }: Pick<RunIdentity, 'workspace' | 'actionId' | 'version'>,
    document: unknown,
  ): PlanReading {
    const key = JSON.stringify([workspace, actionId, version]);
    const reading = this.#readings.get(key) ?? read(document);
    this.#readings.delete(key);
    this.#readings.set(key, reading);
    const [oldest] = this.#readings.keys();
    if (this.#readings.size > MAX_PLANS && oldest !== undefined) this.#readings.delete(oldest);
    return reading;
  }
}

function read(document: unknown): PlanReading {
  const parsed = parseFlowDocument(document);
  if (!parsed.ok) return { ok: false, message: inWords(parsed.findings) };
  const compiled = compilePlan(parsed.flow);
  return compiled.ok ? compiled : { ok: false, message: inWords(compiled.findings) };
}

function inWords(findings: readonly Finding[]): string {
  return findings.map(({ code, message }) => `${code}: ${message}`).join('; ');
}
