import type { FlowDocument, StartNode } from '@aftercall/flow-model';

/** The least flow with this Start: which calls are heard depends on nothing else, and a half-done draft can be asked too. */
export function startAlone(start: StartNode): FlowDocument {
  const key = start.key === 'heard' ? 'heard_2' : 'heard';
  return {
    format: 1,
    nodes: [start, { key, kind: 'setVariable', config: { assignments: [{ variable: 'heard', value: 'yes' }] } }],
    edges: [{ from: start.key, port: 'next', to: key }],
  };
}
