import { announce } from '../../ui/announcements.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { readPastCall, readPastRun, type PastSample } from './past-calls.ts';
import { EXAMPLE_CALLS, type SampleCall } from './sample-call.ts';

/** Values are shown with another call from now on; a run's answers come along with it. */
export function chooseSample({ sample }: Workbench, call: SampleCall, answers: PastSample['answers'] = {}): void {
  const recorded = Object.entries(answers).map(([key, answer]) => [key, { answer, request: undefined }] as const);
  const { sent } = sample.getState();
  sample.setState({ call, sent: { ...sent, ...Object.fromEntries(recorded) } });
  announce(`Sample call: ${call.label}`);
}

/** What a link names: a run with its data, a past call, or an example by its words. Says so when it is not there. */
export async function chooseLinkedSample(
  workbench: Workbench,
  link: { readonly run?: string | undefined; readonly sample?: string | undefined },
): Promise<void> {
  const { run, sample } = link;
  const example = EXAMPLE_CALLS.find(({ label }) => label === sample);
  if (run === undefined && example !== undefined) {
    chooseSample(workbench, example);
    return;
  }
  const what = run === undefined ? `call ${sample ?? ''}` : `run ${run}`;
  try {
    const past = await (run === undefined ? readPastCall(sample ?? '') : readPastRun(run));
    if (past !== undefined) chooseSample(workbench, past.call, past.answers);
    else workbench.tell({ text: `There is no ${what} with data that is still kept. Another sample call is shown.` });
  } catch (error) {
    workbench.tell({ text: `The data of ${what} could not be read. ${error instanceof Error ? error.message : ''}` });
  }
}
