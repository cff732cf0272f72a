import type { ReactElement, ReactNode } from 'react';
import { bytes, duration, utcFull } from '../ui/format-time.ts';
import { HeaderTable } from './HeaderTable.tsx';
import classes from './run-page.module.css';
import type { RunStep } from './run-shapes.ts';
import { answerWord, attemptsOf } from './step-words.ts';

/** The facts of the step's last request. */
export function StepMeta({ step }: { readonly step: RunStep }): ReactElement {
  const attempt = attemptsOf(step).at(-1);
  if (attempt === undefined)
    return (
      <Facts
        facts={[
          ['Began', step.startedAt === null ? 'not yet' : utcFull(step.startedAt)],
          ['Ended', step.endedAt === null ? 'not yet' : utcFull(step.endedAt)],
        ]}
      />
    );
  const { response, request } = attempt;
  return (
    <>
      <Facts
        facts={[
          ['Answer', answerWord(attempt)],
          ['Sent at', utcFull(attempt.startedAt)],
          ['Duration', duration(attempt.durationMs)],
          ['Size', response === null ? '–' : bytes(response.bodyBytes)],
          ['Executor', <code key="executor">{attempt.executor}</code>],
          ['Cause', attempt.cause === null ? '–' : `${attempt.cause.code}: ${attempt.cause.message}`],
        ]}
      />
      <h3 className={classes.part}>Response headers</h3>
      <HeaderTable headers={response?.headers ?? []} label="Response headers" />
      <h3 className={classes.part}>Request headers</h3>
      <HeaderTable headers={request?.headers ?? []} label="Request headers" />
    </>
  );
}

/** Names and values. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }): ReactElement {
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
