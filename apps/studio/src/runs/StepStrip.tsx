import type { FlowNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { StatusBadge } from '../status/StatusBadge.tsx';
import classes from './run-page.module.css';
import type { RunStep } from './run-shapes.ts';
import { stepCause, stepDetail } from './step-words.ts';

interface Props {
  readonly step: RunStep;
  readonly node: FlowNode | undefined;
  readonly now: Date;
  /** Left out: a second line says why it waits. */
  readonly hasCause?: boolean;
}

/** The line on a card that says where its step stands; a second one says why it waits. */
export function StepStrip({ step, node, now, hasCause = true }: Props): ReactElement {
  const isHeld = step.status === 'WAITING' || step.status === 'IN_DOUBT';
  const cause = hasCause && isHeld ? stepCause(step) : undefined;
  return (
    <>
      <div className={classes.stripLine}>
        <StatusBadge status={step.status} />
        <span className={classes.stripDetail}>{stepDetail(step, node, now)}</span>
      </div>
      {cause !== undefined && cause !== '' && (
        <div className={classes.stripCause} title={cause}>
          {cause}
        </div>
      )}
    </>
  );
}
