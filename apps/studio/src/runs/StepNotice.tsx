import { IconAlertOctagonFilled, IconHourglass } from '@tabler/icons-react';
import type { FlowNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { classNames } from '../ui/class-names.ts';
import { utcTime } from '../ui/format-time.ts';
import classes from './run-page.module.css';
import type { RunStep } from './run-shapes.ts';
import { nextAttempt } from './step-words.ts';

/** Why a step waits or failed, in a sentence over its tabs. */
export function StepNotice({
  step,
  node,
}: {
  readonly step: RunStep;
  readonly node: FlowNode | undefined;
}): ReactElement | null {
  if (step.status === 'WAITING') {
    const until = step.waitingUntil === null ? '' : `, next at ${utcTime(step.waitingUntil)}`;
    const why = step.cause?.message ?? step.attempts.at(-1)?.cause?.message;
    return (
      <Notice tone="warn" title={`${nextAttempt(step, node)}${until}`} text={why}>
        <IconHourglass aria-hidden />
      </Notice>
    );
  }
  if (step.status !== 'FAILED' || step.cause === null) return null;
  return (
    <Notice tone="bad" title={step.cause.code} text={step.cause.message}>
      <IconAlertOctagonFilled aria-hidden />
    </Notice>
  );
}

interface NoticeProps {
  readonly tone: 'warn' | 'bad';
  readonly title: string;
  readonly text: string | undefined;
  /** Its icon. */
  readonly children: ReactElement;
}

/** A tinted box with an icon, a title and a sentence. */
export function Notice({ tone, title, text, children }: NoticeProps): ReactElement {
  return (
    <div className={classNames(classes.notice, classes[tone])}>
      {children}
      <div>
        <strong>{title}</strong>
        {text !== undefined && <p>{text}</p>}
      </div>
    </div>
  );
}
