import { sampledRequest, type FlowDocument, type Json } from '@aftercall/flow-model';
import { ask } from '../../registry-client/ask.ts';
import {
  StartTestRunDocument,
  type StartTestRunInput,
  type TestRunTargets,
} from '../../registry-client/generated/graphql.ts';
import { RegistryError } from '../../registry-client/registry-error.ts';
import { announce } from '../../ui/announcements.ts';
import { statusLooks } from '../../status/status-looks.ts';
import { nodeOf } from '../edit/node-title.ts';
import { mockedAnswers, type LastAnswer, type SampleState } from '../sample/sample-store.ts';
import { answerInputs } from '../send/answer-inputs.ts';
import type { Workbench } from '../workbench/workbench.ts';
import type { TestRunResult, TestRunState } from './test-run-state.ts';

/** The services end a test run after 60 s; this is what they need beside. */
const DEADLINE_MS = 75_000;

interface Wanted {
  readonly targets: TestRunTargets;
  /** The step that it ends with; undefined = all of the flow. */
  readonly upTo: string | undefined;
}

/** Runs the draft, saved or not, for the sample call; what came of it is laid over the canvas. Never throws. */
export async function startTestRun(workbench: Workbench, wanted: Wanted): Promise<void> {
  const { testRun, flow } = workbench;
  if (testRun.getState().type === 'running') return;
  const abort = new AbortController();
  const begunAt = performance.now();
  const become = (state: TestRunState): void => testRun.setState(state, true);
  become({ type: 'running', cancel: () => abort.abort() });
  announce('Test run started');
  try {
    const { startTestRun: answer } = await ask({
      document: StartTestRunDocument,
      variables: { input: inputFor(workbench, wanted) },
      signal: abort.signal,
      deadlineMs: DEADLINE_MS,
    });
    const { testRun: run, userErrors } = answer;
    if (run === null) {
      become({
        type: 'refused',
        problem: userErrors.map(({ message }) => message).join(' '),
        code: userErrors[0]?.code,
      });
      return;
    }
    become({
      type: 'done',
      run,
      flow,
      targets: wanted.targets,
      steps: new Map(run.steps.map((step) => [step.key, step])),
    });
    workbench.show({ showsTestRun: true });
    keepAnswers(workbench, flow, run);
    announce(`Test run ${statusLooks[run.status].word}, ${sentInWords(run)}`);
  } catch (error) {
    if (abort.signal.aborted) become({ type: 'cancelled', afterMs: performance.now() - begunAt });
    else become(failed(error));
  }
}

/** What targets really answered is shown with and mapped from, like the answer of a Send. */
function keepAnswers({ sample }: Workbench, flow: FlowDocument, { steps }: TestRunResult): void {
  const answers = steps.flatMap(({ key, answer, attempts }): [string, LastAnswer][] => {
    const node = nodeOf(flow, key);
    const response = attempts.at(-1)?.response;
    if (answer !== 'SENT' || response == null || node?.kind !== 'apiRequest') return [];
    const headers = response.headers.map(({ name, value }) => [name.toLowerCase(), value] as const);
    const body = (response.body ?? undefined) as Json | undefined;
    const given = { status: response.status, headers: Object.fromEntries(headers), body };
    return [[key, { answer: given, request: sampledRequest(node) }]];
  });
  sample.setState(({ sent }) => ({ sent: { ...sent, ...Object.fromEntries(answers) } }));
}

/** `2 requests sent` */
export function sentInWords({ sentCount }: TestRunResult): string {
  return `${String(sentCount)} ${sentCount === 1 ? 'request' : 'requests'} sent`;
}

function inputFor({ flow, action, sample }: Workbench, { targets, upTo }: Wanted): StartTestRunInput {
  const state = sample.getState();
  const { id, agents } = action.getState();
  const [agent] = agents;
  const mocked = Object.entries(targets === 'MOCKED' ? mockedAnswers(state) : {});
  return {
    actionId: id,
    flow,
    targets,
    upTo: upTo ?? null,
    ...(agent === undefined ? {} : { agentId: agent.agentId }),
    sample: sampleInput(state, targets),
    answers: answerInputs(mocked.filter(([key]) => nodeOf(flow, key) !== undefined)),
  };
}

/** Mocked, a past run brings what its steps made; real requests are made anew, for its call. */
function sampleInput({ call }: SampleState, targets: TestRunTargets): NonNullable<StartTestRunInput['sample']> {
  if (call.source.type === 'run' && targets === 'MOCKED') return { runId: call.source.runId };
  return { event: { type: call.type === 'call.analyzed' ? 'CALL_ANALYZED' : 'CALL_ENDED', data: call.data } };
}

function failed(error: unknown): TestRunState {
  const problem = error instanceof Error ? error.message : String(error);
  announce(`Test run failed: ${problem}`);
  return { type: 'refused', problem, code: error instanceof RegistryError ? error.code : undefined };
}
