import { z } from 'zod';
import { isSecretPart, layersOf } from './schema-parts.ts';

/** One variable, as a row of the configuration reference. */
export interface ConfigRow {
  readonly name: string;
  /** As it would be written in the environment; never given for a secret. */
  readonly default: string | undefined;
  readonly required: boolean;
  readonly secret: boolean;
  readonly description: string;
}

/** The variables of a schema in its own order, for `docs/reference/configuration.md` and for checking a chart. */
export function describeConfig(schema: z.ZodObject): readonly ConfigRow[] {
  return Object.entries(schema.shape).map(([name, part]) => {
    const unset = z.safeParse(part, undefined);
    const isSecret = isSecretPart(part);
    return {
      name,
      default: unset.success && !isSecret ? asVariable(unset.data) : undefined,
      required: !unset.success,
      secret: isSecret,
      description: descriptionOf(part),
    };
  });
}

function asVariable(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value.map(String).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function descriptionOf(part: unknown): string {
  for (const layer of layersOf(part)) {
    const description = z.globalRegistry.get(layer)?.description;
    if (description !== undefined) return description;
  }
  return '';
}
