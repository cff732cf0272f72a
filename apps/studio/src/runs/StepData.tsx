import type { ReactElement } from 'react';
import { bytes } from '../ui/format-time.ts';
import { JsonBlock } from '../ui/JsonBlock.tsx';
import classes from './run-page.module.css';
import type { RunStep } from './run-shapes.ts';
import { attemptsOf } from './step-words.ts';

/** What the target answered last; of the other kinds, what they made. */
export function StepData({ step }: { readonly step: RunStep }): ReactElement {
  if (step.kind === 'DECISION')
    return <p className={classes.none}>{step.port === null ? 'Not decided yet.' : `It went ${step.port}.`}</p>;
  if (step.kind === 'SET_VARIABLE') return <JsonBlock label="Values" value={step.writes} />;
  const response = attemptsOf(step).findLast((attempt) => attempt.response !== null)?.response;
  if (response == null) return <p className={classes.none}>No answer came.</p>;
  if (response.bodyBytes === 0) return <p className={classes.none}>The answer had no body.</p>;
  if (response.body === null)
    return (
      <p className={classes.none}>
        {bytes(response.bodyBytes)} that are not shown: bodies begin with the role Operator, and leave after their
        retention.
      </p>
    );
  return (
    <>
      {response.isTruncated && (
        <p className={classes.none}>It was longer than what is read (10 MB); this is its begin.</p>
      )}
      <JsonBlock label="Response body" value={response.body} />
    </>
  );
}
