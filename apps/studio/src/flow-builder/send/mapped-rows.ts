import type { ApiRequestConfig, MappingRow } from '@aftercall/flow-model';
import type { SendPart } from './send-state.ts';

/** What is mapped from the answer of a request, or of its look-up. */
export function mappedRows({ mapping, idempotency }: ApiRequestConfig, part: SendPart): readonly MappingRow[] {
  return part === 'REQUEST' ? mapping : (idempotency.lookup?.mapping ?? []);
}

/** The request with one more row. */
export function withMapping(config: ApiRequestConfig, part: SendPart, row: MappingRow): ApiRequestConfig {
  if (part === 'REQUEST') return { ...config, mapping: [...config.mapping, row] };
  const { idempotency } = config;
  const { lookup } = idempotency;
  if (lookup === undefined) return config;
  return { ...config, idempotency: { ...idempotency, lookup: { ...lookup, mapping: [...lookup.mapping, row] } } };
}
