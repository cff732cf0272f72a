import { compilePlan, parseFlowDocument } from '@aftercall/flow-model';
import { aScope } from '../delivery/testing/an-api-request.ts';
import { ScriptedDelivery } from '../delivery/testing/scripted-delivery.ts';
import { noHistory } from './step-history.ts';
import { StepTable } from './step-table.ts';
import type { StepResult } from './step.ts';

const parsed = parseFlowDocument({
  format: 1,
  nodes: [
    { key: 'start', kind: 'start', config: {} },
    {
      key: 'route',
      kind: 'decision',
      config: { branches: [{ key: 'yes', label: 'Escalated', when: '{{interaction.DISPOSITION}} == "escalated"' }] },
    },
    {
      key: 'note',
      kind: 'setVariable',
      config: { assignments: [{ variable: 'note', value: 'Call {{interaction.CALL_ID}}' }] },
    },
  ],
  edges: [
    { from: 'start', port: 'next', to: 'route' },
    { from: 'route', port: 'yes', to: 'note' },
  ],
});
if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
const compiled = compilePlan(parsed.flow);
if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings));
const { plan } = compiled;

async function run(key: string, disposition: string): Promise<StepResult> {
  const step = plan.steps.find((each) => each.key === key);
  if (step === undefined) throw new Error(key);
  return new StepTable(new ScriptedDelivery()).run(step, {
    run: {
      runId: 'r-1',
      workspace: 'acme',
      actionId: 'a-1',
      callId: 'c-1',
      eventType: 'call.ended',
      replayGeneration: 0,
    },
    scope: aScope({ interaction: { CALL_ID: 'c-1', DISPOSITION: disposition } }),
    history: noHistory,
    beforeSend: () => Promise.resolve(false),
    signal: new AbortController().signal,
  });
}

describe('StepTable', () => {
  it('runs a decision: the first branch that holds, else otherwise', async () => {
    const done = { kind: 'done', status: 'SUCCEEDED', writes: null, attempts: [] };
    expect(await run('route', 'escalated')).toMatchObject({ ...done, port: 'yes' });
    expect(await run('route', 'solved')).toMatchObject({ ...done, port: 'otherwise' });
  });

  it('runs a Set Variable: its values are what it writes', async () => {
    expect(await run('note', 'solved')).toMatchObject({
      kind: 'done',
      status: 'SUCCEEDED',
      port: 'next',
      writes: { note: 'Call c-1' },
      attempts: [],
    });
  });
});
