import { compilePlan, parseFlowDocument, type ApiRequestPlan, type Json, type Scope } from '@aftercall/flow-model';

/** A compiled API Request of the key `create_ticket`: POST with a small JSON body, as the test changes it. */
export function anApiRequest(config: Record<string, Json> = {}, isFailureWired = false): ApiRequestPlan {
  const usual = {
    method: 'POST',
    url: 'https://desk.example/tickets',
    body: { type: 'json', json: { call: '{{interaction.CALL_ID}}' } },
  };
  const edges = [{ from: 'start', port: 'next', to: 'create_ticket' }];
  const after = {
    key: 'after',
    kind: 'setVariable',
    position: { x: 0, y: 0 },
    config: { assignments: [{ variable: 'a', value: '1' }] },
  };
  const parsed = parseFlowDocument({
    format: 1,
    nodes: [
      { key: 'start', kind: 'start', position: { x: 0, y: 0 }, config: {} },
      { key: 'create_ticket', kind: 'apiRequest', position: { x: 0, y: 0 }, config: { ...usual, ...config } },
      ...(isFailureWired ? [after] : []),
    ],
    edges: isFailureWired ? [...edges, { from: 'create_ticket', port: 'failure', to: 'after' }] : edges,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  const compiled = compilePlan(parsed.flow);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings));
  const [step] = compiled.plan.steps;
  if (step?.kind !== 'apiRequest') throw new Error('the first step is no API Request');
  return step;
}

/** What a step sees of a call: its id and summary, and no variables. */
export function aScope(overrides: Partial<Scope> = {}): Scope {
  return {
    interaction: { CALL_ID: 'c-1001', SUMMARY: 'wants a refund' },
    variables: {},
    steps: {},
    env: {},
    run: { id: 'r-1', startedAt: '2026-11-20T09:00:00.000Z' },
    ...overrides,
  };
}
