import { sampledRequest, type Json } from '@aftercall/flow-model';
import { ask } from '../../registry-client/ask.ts';
import { SendTestRequestDocument, type SendTestRequestInput } from '../../registry-client/generated/graphql.ts';
import { RegistryError } from '../../registry-client/registry-error.ts';
import { announce } from '../../ui/announcements.ts';
import { titleOfKey, nodeOf } from '../edit/node-title.ts';
import { answersOf } from '../sample/sample-store.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { answerInputs } from './answer-inputs.ts';
import { answerOf, readBody, sendKey, type SendPart, type SendResult, type SendState } from './send-state.ts';

/** What the services need beside the request's own time. */
const SLACK_MS = 20_000;

/** Tries a request from the executor's place in the network; the answer is kept and shown. Never throws. */
export async function sendRequest(workbench: Workbench, nodeKey: string, part: SendPart): Promise<void> {
  const { sends } = workbench;
  const key = sendKey(nodeKey, part);
  if (sends.getState()[key]?.type === 'sending') return;
  const abort = new AbortController();
  const startedAt = performance.now();
  const request = sentRequest(workbench, nodeKey);
  const become = (state: SendState): void => sends.setState({ [key]: state });
  become({ type: 'sending', cancel: () => abort.abort() });
  workbench.show({ drawer: { type: 'result', nodeKey, part }, refusal: undefined });
  announce(`Sending ${titleOfKey(workbench.flow, nodeKey)}`);
  try {
    const { sendTestRequest } = await ask({
      document: SendTestRequestDocument,
      variables: { input: inputFor(workbench, nodeKey, part) },
      signal: abort.signal,
      deadlineMs: timeoutOf(workbench, nodeKey) + SLACK_MS,
    });
    const { result, userErrors } = sendTestRequest;
    if (result === null) {
      become({
        type: 'refused',
        problem: userErrors.map(({ message }) => message).join(' '),
        code: userErrors[0]?.code,
      });
    } else become(done(workbench, { nodeKey, part, result, request }));
  } catch (error) {
    if (abort.signal.aborted) become({ type: 'cancelled', afterMs: performance.now() - startedAt });
    else become(failed(error));
  }
}

function inputFor({ flow, action, sample }: Workbench, nodeKey: string, part: SendPart): SendTestRequestInput {
  const state = sample.getState();
  const answers = Object.entries(answersOf(state)).filter(
    ([key]) => key !== nodeKey && nodeOf(flow, key) !== undefined,
  );
  const { id, agents } = action.getState();
  const [agent] = agents;
  return {
    actionId: id,
    flow,
    nodeKey,
    part,
    ...(agent === undefined ? {} : { agentId: agent.agentId }),
    sample: {
      event: { type: state.call.type === 'call.analyzed' ? 'CALL_ANALYZED' : 'CALL_ENDED', data: state.call.data },
    },
    answers: answerInputs(answers),
  };
}

/** What of the request decides its answer, as it is now: it may be edited while it is on its way. */
function sentRequest({ flow }: Workbench, nodeKey: string): Json | undefined {
  const node = nodeOf(flow, nodeKey);
  return node?.kind === 'apiRequest' ? sampledRequest(node) : undefined;
}

function timeoutOf({ flow }: Workbench, nodeKey: string): number {
  const node = nodeOf(flow, nodeKey);
  return node?.kind === 'apiRequest' ? node.config.timeoutMs : 0;
}

function done(
  workbench: Workbench,
  {
    nodeKey,
    part,
    result,
    request,
  }: { nodeKey: string; part: SendPart; result: SendResult; request: Json | undefined },
): SendState {
  const value = readBody(result);
  const answer = answerOf(result, value);
  if (answer !== undefined && part === 'REQUEST') {
    const { sent } = workbench.sample.getState();
    workbench.sample.setState({ sent: { ...sent, [nodeKey]: { answer, request } } });
  }
  announce(inWords(result));
  return { type: 'done', result, at: new Date(), value };
}

function inWords({ meta, failure }: SendResult): string {
  if (failure) return `Send failed: ${failure.message}`;
  return `Answered ${String(meta.status)} ${meta.statusText ?? ''} in ${String(Math.round(meta.timing.totalMs))} ms`;
}

function failed(error: unknown): SendState {
  const code = error instanceof RegistryError ? error.code : undefined;
  const problem = error instanceof Error ? error.message : String(error);
  announce(`Send failed: ${problem}`);
  return { type: 'refused', problem, code };
}
