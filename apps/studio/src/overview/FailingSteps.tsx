import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { KindTile } from '../node-kinds/KindTile.tsx';
import type { FailingStepRowFragment } from '../registry-client/generated/graphql.ts';
import { classNames } from '../ui/class-names.ts';
import table from '../ui/table.module.css';
import { count } from './overview-words.ts';
import classes from './overview.module.css';

const kinds = { API_REQUEST: 'apiRequest', SET_VARIABLE: 'setVariable', DECISION: 'decision' } as const;

interface Props {
  readonly steps: readonly FailingStepRowFragment[];
  /** Failed runs of the same time. */
  readonly failedRuns: number;
  /** On an action's own page its name need not be said, and its runs alone are listed. */
  readonly actionId?: string | undefined;
}

/** The steps by which most runs fail: where to look first. */
export function FailingSteps({ steps, failedRuns, actionId }: Props): ReactElement {
  return (
    <section className={classNames(classes.panel, classes.table)} aria-label="Steps that fail most">
      <header>
        <h2>Steps that fail most</h2>
        {failedRuns > 0 && (
          <Link to="/runs" search={{ status: ['FAILED'], ...(actionId === undefined ? {} : { action: actionId }) }}>
            All failed runs
          </Link>
        )}
      </header>
      {steps.length === 0 && <p>No run failed in this time.</p>}
      {steps.length > 0 && (
        <div className={classes.scroll}>
          <table className={classNames(table.table, table.two)} aria-label="Steps that fail most">
            <thead>
              <tr>
                <th scope="col">Step</th>
                <th scope="col" className={table.wide}>
                  Target
                </th>
                <th scope="col" className={table.wide}>
                  Last error
                </th>
                <th scope="col" className={table.number}>
                  Failed
                </th>
                <th scope="col" className={classNames(table.number, table.wide)}>
                  Share
                </th>
              </tr>
            </thead>
            <tbody>
              {steps.map((step) => (
                <Row
                  key={`${step.actionId} ${step.nodeKey}`}
                  step={step}
                  failedRuns={failedRuns}
                  isNamed={actionId === undefined}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

interface RowProps {
  readonly step: FailingStepRowFragment;
  readonly failedRuns: number;
  readonly isNamed: boolean;
}

function Row({ step, failedRuns, isNamed }: RowProps): ReactElement {
  const share = Math.min(1, step.failed / Math.max(failedRuns, 1));
  return (
    <tr>
      <td>
        <div className={classes.step}>
          {step.kind !== null && <KindTile kind={kinds[step.kind]} size={24} />}
          <div>
            <Link to="/runs/$runId" params={{ runId: step.lastRunId }} search={{ step: step.nodeKey }}>
              {step.nodeName}
            </Link>
            <small>{isNamed ? step.actionName : step.nodeKey}</small>
          </div>
        </div>
      </td>
      <td className={table.wide}>{step.targetOrigin === null ? '–' : step.targetOrigin.replace(/^https?:\/\//, '')}</td>
      <td className={classNames(table.mono, table.wide)} title={step.lastCause?.message}>
        {step.lastCause?.code ?? '–'}
      </td>
      <td className={table.number}>{count(step.failed)}</td>
      <td className={table.wide}>
        <div className={classes.share}>
          <svg className={classes.meter} aria-hidden>
            <rect width="56" height="6" rx="3" className={classes.meterAll} />
            <rect width={Math.max(4, share * 56)} height="6" rx="3" className={classes.meterPart} />
          </svg>
          {Math.round(share * 100)} %
        </div>
      </td>
    </tr>
  );
}
