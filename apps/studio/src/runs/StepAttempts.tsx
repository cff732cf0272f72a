import { DEFAULT_RETRY_SCHEDULE, type FlowNode } from '@aftercall/flow-model';
import { IconCheck, IconClockX, IconHourglass } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { Chip } from '../ui/Chip.tsx';
import { duration, utcFull, utcTime } from '../ui/format-time.ts';
import table from '../ui/table.module.css';
import classes from './run-page.module.css';
import type { RunAttempt, RunStep } from './run-shapes.ts';
import { Facts } from './StepMeta.tsx';
import { answerWord, attemptsOf } from './step-words.ts';

/** Each request of a step, in order, and what the retry schedule says comes next. */
export function StepAttempts({
  step,
  node,
}: {
  readonly step: RunStep;
  readonly node: FlowNode | undefined;
}): ReactElement {
  if (step.kind !== 'API_REQUEST') return <p className={classes.none}>This kind of step sends nothing.</p>;
  if (step.attempts.length === 0) return <p className={classes.none}>Nothing was sent yet.</p>;
  const key = idempotencyKey(step, node);
  return (
    <>
      <div className={table.frame}>
        <table className={table.table} aria-label="Attempts">
          <thead>
            <tr>
              <th scope="col">#</th>
              <th scope="col">Sent at</th>
              <th scope="col">Result</th>
              <th scope="col">Why</th>
              <th scope="col" className={table.number}>
                Duration
              </th>
            </tr>
          </thead>
          <tbody>
            {step.attempts.map((attempt, at) => (
              <Row key={at} attempt={attempt} />
            ))}
            {step.status === 'WAITING' && <NextRow step={step} node={node} />}
          </tbody>
        </table>
      </div>
      <Facts
        facts={[
          ['Idempotency key', key === undefined ? '–' : <code key="key">{key}</code>],
          ['Retry schedule', <Schedule key="schedule" step={step} node={node} />],
          ['Next attempt', step.waitingUntil === null ? '–' : utcFull(step.waitingUntil)],
        ]}
      />
    </>
  );
}

function Row({ attempt }: { readonly attempt: RunAttempt }): ReactElement {
  return (
    <tr>
      <td>{attempt.isLookup ? 'Look-up' : attempt.number}</td>
      <td className={table.nowrap} title={utcFull(attempt.startedAt)}>
        {utcTime(attempt.startedAt)}
      </td>
      <td className={attempt.status === 'SUCCEEDED' ? classes.good : classes.badWord}>
        <span className={classes.answer}>
          {answerWord(attempt) === 'Timed out' && <IconClockX aria-hidden size={16} stroke={1.75} />}
          {answerWord(attempt)}
        </span>
      </td>
      <td>{whyOf(attempt)}</td>
      <td className={table.number}>{duration(attempt.durationMs)}</td>
    </tr>
  );
}

/** The attempt to come: when, and by which part of the schedule. */
function NextRow({ step, node }: { readonly step: RunStep; readonly node: FlowNode | undefined }): ReactElement {
  const done = attemptsOf(step).length;
  const delay = scheduleOf(node)[done - 1];
  return (
    <tr>
      <td>{done + 1}</td>
      <td className={table.nowrap}>not sent</td>
      <td>
        <span className={classes.answer}>
          <IconHourglass aria-hidden size={16} stroke={1.75} className={classes.waiting} />
          Waiting
        </span>
      </td>
      <td>{delay === undefined ? '' : `${delay} of the retry schedule`}</td>
      <td className={table.number}>–</td>
    </tr>
  );
}

function scheduleOf(node: FlowNode | undefined): readonly string[] {
  return node?.kind === 'apiRequest' ? node.config.retry.schedule : DEFAULT_RETRY_SCHEDULE;
}

function whyOf({ cause, resolution, takeOver, wait }: RunAttempt): string {
  const parts = [
    cause?.message,
    resolution === null ? undefined : `decided by ${resolution.by}: ${resolution.resolution}`,
    takeOver === null ? undefined : 'its executor ended, another one went on',
    wait === null ? undefined : `came after a wait of ${duration(wait.waitedMs)}`,
  ];
  return parts.filter((part) => part !== undefined).join('; ');
}

/** The delays, those that were waited marked. */
function Schedule({ step, node }: { readonly step: RunStep; readonly node: FlowNode | undefined }): ReactElement {
  const schedule = scheduleOf(node);
  if (schedule.length === 0) return <>One attempt</>;
  const done = attemptsOf(step).length - 1;
  return (
    <span className={classes.chips}>
      {schedule.map((delay, at) => (
        <Chip
          key={at}
          tone={at === done && step.status === 'WAITING' ? 'warn' : 'plain'}
          icon={at < done ? <IconCheck aria-label="waited" /> : undefined}
        >
          {delay}
        </Chip>
      ))}
    </span>
  );
}

function idempotencyKey(step: RunStep, node: FlowNode | undefined): string | undefined {
  const name = node?.kind === 'apiRequest' ? node.config.idempotency.header : 'Idempotency-Key';
  const headers = step.attempts.at(-1)?.request?.headers ?? [];
  return headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value;
}
