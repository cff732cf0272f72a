import { findNodeKeyProblem, renameNode, type FlowDocument } from '@aftercall/flow-model';
import { refuse, type EditOutcome } from './edit-outcome.ts';
import { freeKey, keyFromName } from './new-node.ts';
import { titleOf } from '../../flow-graph/node-summary.ts';
import { nodeOf } from './node-title.ts';

const LONGEST_NAME = 120;

/**
 * Gives a node another name. As long as its key is only its name in other letters, the key follows, and with it every
 * `steps.<key>`. A key that a published version knows stays: it is part of what makes a request the same request.
 */
export function setNodeName(
  flow: FlowDocument,
  key: string,
  name: string,
  publishedKeys: ReadonlySet<string> = new Set(),
): EditOutcome {
  const node = nodeOf(flow, key);
  if (node === undefined) return refuse('The step is no longer there.');
  const wanted = name.trim();
  if (wanted === '') return refuse('Name is required.');
  if (wanted.length > LONGEST_NAME) return refuse(`A name has at most ${String(LONGEST_NAME)} characters.`);
  const nodes = flow.nodes.map((one) => (one.key === key ? { ...one, name: wanted } : one));
  const named = { ...flow, nodes };
  const says = `Renamed ${titleOf(node)} to ${wanted}`;
  const isOwnKey = node.kind === 'start' || publishedKeys.has(key) || !isKeyOfName(key, titleOf(node));
  if (isOwnKey) return { ok: true, flow: named, says };
  const others = { nodes: flow.nodes.filter((one) => one.key !== key) };
  const newKey = freeKey(others, wanted);
  return { ok: true, flow: renameNode(named, key, newKey), says, select: [newKey] };
}

/** Gives a node another key; edges, references and tests follow. */
export function setNodeKey(flow: FlowDocument, key: string, newKey: string): EditOutcome {
  const problem = findNodeKeyProblem(newKey);
  if (problem !== undefined) return refuse(`A key ${problem}.`);
  if (key === newKey) return refuse('The key is the same.');
  if (nodeOf(flow, newKey) !== undefined) return refuse(`Another step has the key ${newKey}.`);
  if (nodeOf(flow, key)?.kind === 'start') return refuse('The key of Start cannot be changed.');
  return {
    ok: true,
    flow: renameNode(flow, key, newKey),
    says: `Changed the key ${key} to ${newKey}`,
    select: [newKey],
  };
}

function isKeyOfName(key: string, title: string): boolean {
  return key.replace(/_\d+$/, '') === keyFromName(title).replace(/_\d+$/, '');
}
