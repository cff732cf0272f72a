import type { RequestContext } from './request-context.ts';

/** Under it a subscription's payload names what it came with: payloads of one batch and workspace share their loaders. */
export const BATCH = Symbol('batch');

const loadersOfBatch = new WeakMap<object, RequestContext['loaders']>();

/**
 * The loaders for one payload: what was loaded for an earlier one must not answer for this one, but two hundred subscribers
 * with different filters look the same actions up for the same changes.
 */
export function loadersFor(payload: unknown): RequestContext['loaders'] {
  const batch = typeof payload === 'object' && payload !== null && BATCH in payload ? payload[BATCH] : undefined;
  if (typeof batch !== 'object' || batch === null) return new Map();
  const known = loadersOfBatch.get(batch);
  if (known !== undefined) return known;
  const made: RequestContext['loaders'] = new Map();
  loadersOfBatch.set(batch, made);
  return made;
}
