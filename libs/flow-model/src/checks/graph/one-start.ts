import { nodesOf } from '../../document/nodes-of.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';

/** Exactly one way in, and it leads somewhere. */
export const oneStart: Check = {
  codes: ['E_NO_START_EDGE', 'INVALID'],
  find({ flow, graph }) {
    const [start, ...others] = nodesOf(flow, 'start');
    if (start === undefined) return [finding('E_NO_START_EDGE', {}, 'The flow has no Start: add one.')];
    const findings = others.map((other) =>
      finding('INVALID', { nodeKey: other.key, fieldPath: 'kind' }, 'A flow has one Start only: remove this one.'),
    );
    if (graph.outgoing(start.key).length > 0) return findings;
    const message = 'Nothing follows Start, so nothing would run: connect it to a node.';
    return [...findings, finding('E_NO_START_EDGE', { nodeKey: start.key }, message)];
  },
};
