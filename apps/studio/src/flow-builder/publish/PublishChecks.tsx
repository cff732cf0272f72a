import { Checkbox } from '@mantine/core';
import { IconAlertTriangleFilled, IconCircleCheckFilled } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { FlowProblem } from '../problems/problem.ts';
import { useCheck, useWorkbench } from '../workbench/workbench-context.ts';
import classes from './publish.module.css';

interface Props {
  readonly isConfirmed: boolean;
  readonly onConfirm: (isConfirmed: boolean) => void;
  readonly isTried: boolean;
}

/** What the checks warn of, each leading to its field; publishing over them is confirmed. */
export function PublishChecks({ isConfirmed, onConfirm, isTried }: Props): ReactElement {
  const problems = useCheck((check) => check.problems);
  const warnings = problems.filter(({ finding }) => finding.severity === 'WARNING');
  const count = `${String(warnings.length)} ${warnings.length === 1 ? 'warning' : 'warnings'}`;
  return (
    <section className={classes.checks} aria-label="Checks">
      <h3>Checks</h3>
      <ul>
        <li>
          <IconCircleCheckFilled aria-hidden className={classes.ok} /> No errors
        </li>
        {warnings.map((problem, at) => (
          <Warning key={String(at)} problem={problem} />
        ))}
      </ul>
      {warnings.length > 0 && (
        <Checkbox
          label={`Publish with ${count}`}
          checked={isConfirmed}
          onChange={(event) => onConfirm(event.currentTarget.checked)}
          error={isTried && !isConfirmed ? `Confirm the ${count}, or mend them first.` : undefined}
        />
      )}
    </section>
  );
}

function Warning({ problem: { finding, place, title } }: { readonly problem: FlowProblem }): ReactElement {
  const workbench = useWorkbench();
  const { nodeKey, fieldPath } = finding;
  const visit = (): void => {
    workbench.close();
    if (nodeKey !== undefined) workbench.goTo(nodeKey, fieldPath);
  };
  return (
    <li title={finding.message}>
      <IconAlertTriangleFilled aria-hidden className={classes.warn} />
      <span>
        {nodeKey === undefined ? (
          place
        ) : (
          <button type="button" className={classes.place} onClick={visit}>
            {place}
          </button>
        )}
        : {title.charAt(0).toLowerCase() + title.slice(1)}
      </span>
    </li>
  );
}
