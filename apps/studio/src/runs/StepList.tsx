import { Switch } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { KindTile } from '../node-kinds/KindTile.tsx';
import { StatusBadge } from '../status/StatusBadge.tsx';
import classes from './run-page.module.css';
import { kindOfStep, type RunStep, type WholeRun } from './run-shapes.ts';
import { attemptsOf, stepCause, stepTime } from './step-words.ts';

interface Props {
  readonly run: WholeRun;
  readonly now: Date;
  readonly selected: string | undefined;
  readonly failedOnly: boolean;
  readonly onFailedOnly: (isOn: boolean) => void;
  readonly onSelect: (key: string) => void;
}

/** The steps in the order in which they run: the graph for a phone, and for people who do not see it. */
export function StepList({ run, now, selected, failedOnly, onFailedOnly, onSelect }: Props): ReactElement {
  const failed = run.steps.filter(({ status }) => status === 'FAILED' || status === 'IN_DOUBT');
  const steps = failedOnly ? failed : run.steps;
  return (
    <section aria-label="Steps" className={classes.list}>
      <div className={classes.listHead}>
        <Switch
          size="xs"
          label={`Failed only (${String(failed.length)})`}
          checked={failedOnly}
          onChange={({ currentTarget }) => onFailedOnly(currentTarget.checked)}
        />
      </div>
      {steps.length === 0 && <p className={classes.none}>No step failed.</p>}
      <ol className={classes.steps}>
        {steps.map((step) => (
          <Row key={step.key} step={step} now={now} isSelected={step.key === selected} onSelect={onSelect} />
        ))}
      </ol>
    </section>
  );
}

interface RowProps {
  readonly step: RunStep;
  readonly now: Date;
  readonly isSelected: boolean;
  readonly onSelect: (key: string) => void;
}

function Row({ step, now, isSelected, onSelect }: RowProps): ReactElement {
  const count = attemptsOf(step).length;
  const cause = stepCause(step);
  return (
    <li>
      <button
        type="button"
        className={classes.stepRow}
        aria-current={isSelected ? 'true' : undefined}
        onClick={() => onSelect(step.key)}
      >
        <KindTile kind={kindOfStep[step.kind]} />
        <span className={classes.stepWords}>
          <strong>{step.name}</strong>
          <StatusBadge status={step.status} />
          {cause !== undefined && (
            <small>{step.status === 'WAITING' ? cause : `${step.cause?.code ?? ''} ${cause}`}</small>
          )}
        </span>
        <span className={classes.stepTime}>
          {count > 1 ? `${String(count)} attempts, ` : ''}
          {stepTime(step, now)}
        </span>
        <IconChevronRight aria-hidden size={16} />
      </button>
    </li>
  );
}
