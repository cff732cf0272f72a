import type { Finding } from '@aftercall/flow-model';
import { useMemo } from 'react';
import type { FieldMark } from '../text-fields/field-names.ts';
import { useCheck } from '../workbench/workbench-context.ts';

/** What the checks say of one field. */
export interface FieldProblems {
  /** Errors first. */
  readonly findings: readonly Finding[];
  /** Parts of the field's text. */
  readonly marks: readonly FieldMark[];
}

/** The findings of a field and of everything within it. */
export function useFieldProblems(nodeKey: string, fieldPath: string): FieldProblems {
  const problems = useCheck((check) => check.problems);
  return useMemo(() => {
    const findings = problems
      .map(({ finding }) => finding)
      .filter((one) => one.nodeKey === nodeKey && isWithin(one.fieldPath, fieldPath));
    const marks = findings.flatMap(({ fieldPath: path, range, severity }) =>
      range === undefined || path !== fieldPath ? [] : [{ ...range, severity }],
    );
    return { findings, marks };
  }, [problems, nodeKey, fieldPath]);
}

function isWithin(path: string | undefined, outer: string): boolean {
  return path === outer || path?.startsWith(`${outer}.`) === true;
}
