import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconPencil, IconSquare } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { useMay } from '../session/viewer.ts';
import { StatusBadge } from '../status/StatusBadge.tsx';
import { utcDayTime, utcFull } from '../ui/format-time.ts';
import classes from './run-page.module.css';
import type { WholeRun } from './run-shapes.ts';
import { attemptCount, isOver, runDuration } from './run-words.ts';

interface Props {
  readonly run: WholeRun;
  readonly now: Date;
  readonly onCancel: () => void;
}

/** The run in a line: where it stands, whose it is, how long it took. */
export function RunFacts({ run, now, onCancel }: Props): ReactElement {
  return (
    <div className={classes.bar}>
      <span className={classes.barStatus} data-testid="run-status">
        <StatusBadge status={run.status} shape="chip" />
      </span>
      <Fact name="Action">
        <ActionLink run={run} />
      </Fact>
      <Fact name="Call">
        <Link to="/calls/$callId" params={{ callId: run.call.id }} className={classes.mono}>
          {run.call.id}
        </Link>{' '}
        {run.call.outcome}
      </Fact>
      <Fact name="Started, UTC">
        <span title={utcFull(run.openedAt)}>{utcDayTime(run.openedAt)}</span>
      </Fact>
      <Fact name={isOver(run.status) ? 'Duration' : 'Elapsed'}>{runDuration(run, now)}</Fact>
      <Fact name="Attempts">{attemptCount(run)}</Fact>
      {run.externalIds.length > 0 && (
        <Fact name="External ids">
          <span className={classes.mono}>{run.externalIds.join(', ')}</span>
        </Fact>
      )}
      <Buttons run={run} onCancel={onCancel} />
    </div>
  );
}

function ActionLink({ run }: { readonly run: WholeRun }): ReactElement {
  if (run.action === null) return <>Deleted action</>;
  const params = { actionId: run.action.id };
  return (
    <>
      <Link to="/actions/$actionId/builder" params={params}>
        {run.action.name}
      </Link>
      {run.version !== null && ` v${String(run.version.number)}`}
    </>
  );
}

function Buttons({ run, onCancel }: Pick<Props, 'run' | 'onCancel'>): ReactElement {
  const mayOperate = useMay('OPERATOR');
  const builder = { to: '/actions/$actionId/builder', search: { run: run.id } } as const;
  const actionId = run.action?.id;
  return (
    <div className={classes.barButtons}>
      {actionId !== undefined && (
        <Button
          renderRoot={(props: object) => <Link {...builder} params={{ actionId }} {...props} />}
          leftSection={<IconPencil stroke={1.75} />}
          title="Open in the builder, with what this run worked with"
        >
          Open in builder
        </Button>
      )}
      {!isOver(run.status) && (
        <Button leftSection={<IconSquare stroke={1.75} />} disabled={!mayOperate} onClick={onCancel}>
          Cancel run
        </Button>
      )}
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className={classes.barFact}>
      <span className={classes.barName}>{name}</span>
      <span className={classes.barValue}>{children}</span>
    </div>
  );
}
