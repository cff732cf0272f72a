import { Button } from '@mantine/core';
import { IconAlertOctagonFilled, IconAlertTriangleFilled } from '@tabler/icons-react';
import type { Finding } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { mend } from '../problems/mend.ts';
import { useWorkbench } from '../workbench/workbench-context.ts';
import classes from './inspector.module.css';

/** A way out of a problem that only this field knows. */
export interface WayOut {
  readonly label: string;
  readonly run: () => void;
}

interface Props {
  readonly finding: Finding;
  /** "Line 3" */
  readonly where?: string | undefined;
  readonly waysOut?: readonly WayOut[] | undefined;
}

/** One finding under its field: what is wrong, and what mends it. */
export function FieldProblem({ finding, where, waysOut = [] }: Props): ReactElement {
  const workbench = useWorkbench();
  const { message, severity, fix } = finding;
  const isError = severity === 'ERROR';
  const Icon = isError ? IconAlertOctagonFilled : IconAlertTriangleFilled;
  const canEdit = !workbench.isReadOnly;
  return (
    <div className={classes.problem} data-severity={severity} data-code={finding.code}>
      <Icon aria-hidden />
      <div>
        {where !== undefined && `${where}: `}
        {message}
        {canEdit && (fix !== undefined || waysOut.length > 0) && (
          <div className={classes.waysOut}>
            {waysOut.map(({ label, run }) => (
              <Button key={label} size="xs" onClick={run}>
                {label}
              </Button>
            ))}
            {fix !== undefined && (
              <Button size="xs" onClick={() => mend(workbench, fix)}>
                {fix.label}
              </Button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

/** The findings of a field, the worst first. Undefined for none, so that a hint can stand there. */
export function problemsOf(findings: readonly Finding[]): ReactElement | undefined {
  if (findings.length === 0) return undefined;
  return (
    <>
      {findings.slice(0, 3).map((finding, at) => (
        <FieldProblem key={`${finding.code} ${String(at)}`} finding={finding} />
      ))}
    </>
  );
}
