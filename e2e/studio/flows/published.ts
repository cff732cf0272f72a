import type { Workspace } from '../harness/workspace.ts';
import { flowOf, requestNode, type EdgeText } from './flow.ts';

/** Sends one request after another with the call's id in a header, so that the target can tell calls apart. */
export function callFlow(
  origin: string,
  steps: readonly { key: string; path: string; config?: object }[],
  start: object = {},
): object {
  const nodes = steps.map(({ key, path, config }, at) =>
    requestNode(
      key,
      { y: 160 * (at + 1) },
      {
        method: 'POST',
        url: origin + path,
        headers: [{ name: 'X-Call', value: '{{interaction.CALL_ID}}' }],
        body: { type: 'json', json: { summary: '{{interaction.SUMMARY}}' } },
        retry: { schedule: [] },
        idempotency: { honoured: true, inDoubt: 'repeat' },
        ...config,
      },
    ),
  );
  const edges = steps.map(({ key }, at): EdgeText =>
    at === 0 ? `start next ${key}` : `${String(steps[at - 1]?.key)} success ${key}`,
  );
  return flowOf(nodes, edges, start);
}

/** Registers the workspace's agent and publishes a flow for it; gives the action's id. */
export async function publishFlow(workspace: Workspace, flow: object, name = 'Escalation follow-up'): Promise<string> {
  const { customer } = workspace;
  await customer.register();
  const actionId = await workspace.makeAction(name, flow, [customer.agentId]);
  await workspace.publish(actionId, 2);
  return actionId;
}
