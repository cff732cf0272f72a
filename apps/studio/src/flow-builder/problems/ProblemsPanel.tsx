import { Button } from '@mantine/core';
import { IconAlertOctagonFilled, IconAlertTriangleFilled, IconCircleCheckFilled } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCheck, useView, useWorkbench } from '../workbench/workbench-context.ts';
import { mend } from './mend.ts';
import type { FlowProblem } from './problem.ts';
import classes from './problems.module.css';

/** Everything the checks say about the draft. A click leads to the field; a certain mend is one more. */
export function ProblemsPanel(): ReactElement {
  const problems = useCheck((check) => check.problems);
  if (problems.length === 0) {
    return (
      <p className={classes.none}>
        <IconCircleCheckFilled aria-hidden /> No problems. The draft can be published.
      </p>
    );
  }
  return (
    <>
      <ul className={classes.list} aria-label="Problems">
        {problems.map((problem, at) => (
          <ProblemRow key={`${problem.finding.code} ${String(at)}`} problem={problem} />
        ))}
      </ul>
      <p className={classes.hint}>Errors block publishing. Warnings ask for a confirmation.</p>
    </>
  );
}

function ProblemRow({ problem }: { readonly problem: FlowProblem }): ReactElement {
  const workbench = useWorkbench();
  const { finding, title, place } = problem;
  const { nodeKey, fieldPath, fix, message, code } = finding;
  const isError = finding.severity === 'ERROR';
  const isHere = useView((view) => view.target?.nodeKey === nodeKey && view.target?.fieldPath === fieldPath);
  const Icon = isError ? IconAlertOctagonFilled : IconAlertTriangleFilled;
  return (
    <li className={classes.row} data-here={isHere || undefined}>
      <button
        type="button"
        className={classes.jump}
        disabled={nodeKey === undefined}
        aria-label={`${isError ? 'Error' : 'Warning'}: ${title}, ${place}. ${message}`}
        onClick={() => nodeKey !== undefined && workbench.goTo(nodeKey, fieldPath)}
      >
        <Icon aria-hidden className={isError ? classes.bad : classes.warn} />
        <span className={classes.words}>
          <span className={classes.title}>{title}</span>
          <span className={classes.place}>{place}</span>
          <span className={classes.message}>{message}</span>
          <code className={classes.code}>{code}</code>
        </span>
      </button>
      {fix !== undefined && (
        <Button size="xs" className={classes.mend} disabled={workbench.isReadOnly} onClick={() => mend(workbench, fix)}>
          {fix.label}
        </Button>
      )}
    </li>
  );
}
