import type { FlowEdge } from '../document/flow-document.ts';
import type { Json } from '../document/json.ts';

/** One operation of JSON Patch (RFC 6902); `path` is a JSON Pointer (RFC 6901). */
export type PatchOperation = { op: 'add' | 'replace'; path: string; value: Json } | { op: 'remove'; path: string };

/** A change that certainly mends a finding and loses nothing that would have run. Good for the document that was checked only. */
export interface Fix {
  /** What it does, in the imperative, for a button. */
  label: string;
  patch: readonly PatchOperation[];
}

type Path = readonly (string | number)[];

/** Removes what stands at `path` of the document. */
export function removing(label: string, path: Path): Fix {
  return { label, patch: [{ op: 'remove', path: pointer(path) }] };
}

/** Puts `value` in the place of what stands at `path` of the document. */
export function replacing(label: string, path: Path, value: Json): Fix {
  return { label, patch: [{ op: 'replace', path: pointer(path), value }] };
}

/** Removes a node; what led to it then leads to what followed it. */
export function bridging(label: string, at: number, key: string, edges: readonly FlowEdge[]): Fix {
  const after = [...new Set(edges.filter(({ from, to }) => from === key && to !== key).map(({ to }) => to))];
  const bridged = edges
    .filter(({ from }) => from !== key)
    .flatMap((edge) => (edge.to === key ? after.map((to) => ({ ...edge, to })) : [edge]));
  const unique = new Map(bridged.map((edge) => [JSON.stringify([edge.from, edge.port, edge.to]), edge]));
  const removal: PatchOperation = { op: 'remove', path: pointer(['nodes', at]) };
  if (edges.length === 0) return { label, patch: [removal] };
  return {
    label,
    patch: [removal, { op: 'replace', path: '/edges', value: [...unique.values()].map((edge) => ({ ...edge })) }],
  };
}

function pointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
