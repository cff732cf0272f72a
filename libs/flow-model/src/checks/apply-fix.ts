import { isJsonObject, type Json } from '../document/json.ts';
import type { Fix, PatchOperation } from './fix.ts';

/** The mended document, or why the fix does not fit it: it was made for another one, or this one has changed since. */
export type FixedDocument = { ok: true; document: Json } | { ok: false; problem: string };

/** Applies a finding's fix to the document that was checked. Pure: the document given stays as it is. */
export function applyFix(document: unknown, fix: Fix): FixedDocument {
  let fixed = structuredClone(document) as Json;
  for (const operation of fix.patch) {
    const next = applyOperation(fixed, operation);
    if (next === undefined) return { ok: false, problem: `nothing can be changed at ${operation.path}` };
    fixed = next;
  }
  return { ok: true, document: fixed };
}

/** Changes `root` in place; undefined when its path leads nowhere. */
function applyOperation(root: Json, operation: PatchOperation): Json | undefined {
  if (operation.path === '') return operation.op === 'remove' ? undefined : operation.value;
  const steps = operation.path.split('/').slice(1);
  const names = steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = names.pop() ?? '';
  const holder = names.reduce<Json | undefined>(member, root);
  const isDone = Array.isArray(holder) ? changeItem(holder, last, operation) : changeMember(holder, last, operation);
  return isDone ? root : undefined;
}

function member(holder: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(holder)) return /^\d+$/.test(name) ? holder[Number(name)] : undefined;
  return isJsonObject(holder) && Object.hasOwn(holder, name) ? holder[name] : undefined;
}

function changeItem(list: Json[], name: string, operation: PatchOperation): boolean {
  const at = name === '-' ? list.length : Number(name);
  const length = operation.op === 'add' ? list.length + 1 : list.length;
  if (!Number.isInteger(at) || at < 0 || at >= length) return false;
  if (operation.op === 'remove') list.splice(at, 1);
  else list.splice(at, operation.op === 'replace' ? 1 : 0, operation.value);
  return true;
}

function changeMember(object: Json | undefined, name: string, operation: PatchOperation): boolean {
  if (!isJsonObject(object)) return false;
  if (operation.op !== 'add' && !Object.hasOwn(object, name)) return false;
  if (operation.op === 'remove') return Reflect.deleteProperty(object, name);
  // Defined, not assigned: a member may be called `__proto__`.
  return Reflect.defineProperty(object, name, {
    value: operation.value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}
