import { createHash } from 'node:crypto';

/**
 * How the target takes a request. `-done`: it carries the request out all the same.
 * - `late`: carried out, answered after the sender has given up. `cut`, `reset-in-body`: half of the answer comes.
 */
export type Behaviour =
  | 'answer'
  | 'slow'
  | 'late'
  | 'hang'
  | 'hang-done'
  | 'reset'
  | 'reset-done'
  | 'reset-in-body'
  | 'cut'
  | 'unavailable'
  | 'throttle';

/** Of a hundred requests so many; the rest is answered at once. */
const SHARES: readonly (readonly [Behaviour, number])[] = [
  ['slow', 25],
  ['late', 3],
  ['hang', 2],
  ['hang-done', 2],
  ['reset', 2],
  ['reset-done', 2],
  ['reset-in-body', 2],
  ['cut', 2],
  ['unavailable', 4],
  ['throttle', 3],
];

/** The same for the nth request of one node of one call, whenever it comes. */
export function behaviourOf(seed: number, callId: string, node: string, nth: number): Behaviour {
  let left = fractionOf(`${seed}/${callId}/${node}/${nth}`) * 100;
  for (const [behaviour, share] of SHARES) {
    if (left < share) return behaviour;
    left -= share;
  }
  return 'answer';
}

/** From 0 up to 1. */
export function fractionOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
