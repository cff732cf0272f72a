import { z } from 'zod';
import { secretParts } from './units.ts';

/**
 * A schema part and what it wraps, outermost first: `secret.describe('…').optional()` is an optional around the
 * described secret. What is said of a part may stand at any of them.
 */
export function* layersOf(part: unknown): Generator<z.core.$ZodType> {
  let layer = part;
  while (layer instanceof z.core.$ZodType) {
    yield layer;
    const inside: { innerType?: unknown; in?: unknown } = layer._zod.def as object;
    layer = inside.innerType ?? inside.in;
  }
}

/** Whether the part is `secret`, however wrapped. */
export function isSecretPart(part: unknown): boolean {
  for (const layer of layersOf(part)) if (secretParts.get(layer) !== undefined) return true;
  return false;
}
