import type { WholeRun } from './run-shapes.ts';

/** What stands over a run's graph: the one thing that a person should know. */
export interface RunNotice {
  readonly tone: 'bad' | 'warn';
  /** The step that it is about, by name. */
  readonly lead: string;
  readonly text: string;
  /** Its key, for *Show step*. */
  readonly stepKey: string | undefined;
}

/** Undefined when the run goes its way. */
export function noticeOf(run: WholeRun): RunNotice | undefined {
  const doubt = run.steps.find(({ status }) => status === 'IN_DOUBT');
  if (doubt !== undefined)
    return {
      tone: 'warn',
      lead: doubt.name,
      text: 'waits for a person: was its request carried out?',
      stepKey: doubt.key,
    };
  const failed = run.steps.find((step) => step.status === 'FAILED' && step.port === null);
  if (failed === undefined) return runError(run);
  const open = run.steps.filter(({ status }) => status === 'RUNNING' || status === 'WAITING').map(({ name }) => name);
  const rest =
    open.length === 0
      ? ''
      : ` The run ends as Failed when ${open.join(' and ')} ${open.length === 1 ? 'is' : 'are'} done.`;
  return {
    tone: 'bad',
    lead: failed.name,
    text: `failed and its failure exit is not wired.${rest}`,
    stepKey: failed.key,
  };
}

function runError({ error, status }: WholeRun): RunNotice | undefined {
  if (error === null || status !== 'FAILED') return undefined;
  return { tone: 'bad', lead: error.code, text: error.message, stepKey: undefined };
}
