import type { Finding } from '@aftercall/flow-model';
import { findUnstorable, MAX_JSON_DEPTH } from '../problems/json-rules.ts';

/** A request of 1 MiB holds it and the rest of a mutation. */
const MAX_FLOW_BYTES = 1_000_000;

/** What keeps a document from being stored at all: its size, its depth, or characters that PostgreSQL cannot hold. */
export function findStorageFinding(flow: unknown): Finding | undefined {
  const part = findUnstorable(flow);
  if (part?.why === 'deep')
    return invalid(part.path.slice(0, 4), `the flow is nested deeper than ${MAX_JSON_DEPTH} levels: flatten it`);
  if (part !== undefined) return invalid(part.path, 'this holds a NUL character or half a character: remove it');
  const bytes = Buffer.byteLength(JSON.stringify(flow));
  if (bytes <= MAX_FLOW_BYTES) return undefined;
  return invalid([], `the flow has ${bytes} bytes, more than ${MAX_FLOW_BYTES}: make it smaller or divide it`);
}

function invalid(path: readonly string[], message: string): Finding {
  return { code: 'INVALID', severity: 'ERROR', message, ...(path.length === 0 ? {} : { fieldPath: path.join('.') }) };
}
