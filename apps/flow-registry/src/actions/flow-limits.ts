import type { Finding } from '@aftercall/flow-model';

const MAX_FLOW_BYTES = 1_048_576;
/** Far above any real body tree; keeps every later walk over the document clear of the stack's end. */
const MAX_DEPTH = 100;

/** What keeps a document from being stored at all: its size, its depth, or characters that PostgreSQL cannot hold. */
export function findStorageFinding(flow: unknown): Finding | undefined {
  const unfit = findUnfit(flow, [], 0);
  if (unfit !== undefined) return unfit;
  const bytes = Buffer.byteLength(JSON.stringify(flow));
  if (bytes <= MAX_FLOW_BYTES) return undefined;
  return invalid([], `the flow has ${bytes} bytes, more than ${MAX_FLOW_BYTES}: make it smaller or divide it`);
}

function findUnfit(value: unknown, path: readonly string[], depth: number): Finding | undefined {
  if (typeof value === 'string') return isWhole(value) ? undefined : broken(path);
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= MAX_DEPTH)
    return invalid(path.slice(0, 4), `the flow is nested deeper than ${MAX_DEPTH} levels: flatten it`);
  for (const [name, member] of Object.entries(value)) {
    if (!isWhole(name)) return broken(path);
    const unfit = findUnfit(member, [...path, name], depth + 1);
    if (unfit !== undefined) return unfit;
  }
  return undefined;
}

function isWhole(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

function broken(path: readonly string[]): Finding {
  return invalid(path, 'this holds a NUL character or half a character: remove it');
}

function invalid(path: readonly string[], message: string): Finding {
  return { code: 'INVALID', severity: 'ERROR', message, ...(path.length === 0 ? {} : { fieldPath: path.join('.') }) };
}
