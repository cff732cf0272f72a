import { parseFlowDocument, type FlowDocument } from '@aftercall/flow-model';
import { withPlaces } from '../edit/with-places.ts';
import { isCurlCommand, readCurl, type ReadCurl } from '../curl/read-curl.ts';
import { cutOut, type FlowPiece } from '../edit/paste-nodes.ts';

/** What is put on the clipboard as text: the chosen steps and the connections between them. Never a secret. */
interface FlowFragment {
  readonly kind: 'flow-fragment';
  readonly v: 1;
  readonly nodes: readonly unknown[];
  readonly edges: readonly unknown[];
}

/** What a pasted text is. */
export type PastedText =
  | { readonly type: 'piece'; readonly piece: FlowPiece }
  | { readonly type: 'curl'; readonly request: ReadCurl }
  | { readonly type: 'nothing'; readonly problem: string };

/** The chosen steps as text; undefined when there is nothing but Start among them. */
export function writeFragment(flow: FlowDocument, keys: readonly string[]): string | undefined {
  const { nodes, edges } = cutOut(flow, keys);
  if (nodes.length === 0) return undefined;
  return JSON.stringify({ kind: 'flow-fragment', v: 1, nodes, edges } satisfies FlowFragment, undefined, 2);
}

/** Reads what a browser pastes: a fragment, a whole exported flow, or a curl command. */
export function readPastedText(text: string): PastedText {
  if (isCurlCommand(text)) {
    const curl = readCurl(text);
    return curl.ok ? { type: 'curl', request: curl.request } : nothing(curl.problem);
  }
  const value = parsed(text);
  if (!isObject(value)) return nothing('Nothing to paste: not a flow fragment.');
  if (value['kind'] === 'flow-fragment') return readFragment(value);
  const flow = flowIn(value);
  return flow === undefined ? nothing('Nothing to paste: not a flow fragment.') : readNodes(flow, 'The flow');
}

function readFragment(fragment: Record<string, unknown>): PastedText {
  if (fragment['v'] !== 1) {
    return nothing(`Nothing to paste: the fragment has version ${JSON.stringify(fragment['v'])}, this Studio reads 1.`);
  }
  return readNodes({ format: 1, nodes: fragment['nodes'], edges: fragment['edges'] ?? [] }, 'The fragment');
}

/** An exported action holds its flow; a bare flow document is one. */
function flowIn(value: Record<string, unknown>): unknown {
  if (Array.isArray(value['nodes'])) return value;
  return isObject(value['flow']) ? value['flow'] : undefined;
}

function readNodes(document: unknown, what: string): PastedText {
  const read = parseFlowDocument(document);
  if (!read.ok)
    return nothing(
      `Nothing to paste: ${what.toLowerCase()} does not fit the format. ${read.findings[0]?.message ?? ''}`.trim(),
    );
  const { nodes, edges } = withPlaces(read.flow);
  const steps = nodes.filter(({ kind }) => kind !== 'start');
  return steps.length === 0
    ? nothing(`Nothing to paste: ${what.toLowerCase()} has no steps.`)
    : { type: 'piece', piece: { nodes, edges } };
}

function nothing(problem: string): PastedText {
  return { type: 'nothing', problem };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
