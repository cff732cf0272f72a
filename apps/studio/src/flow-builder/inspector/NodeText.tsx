import type { AuthoringPlace } from '@aftercall/flow-model';
import type { ReactElement, ReactNode } from 'react';
import { ResolvedLine } from '../sample/ResolvedLine.tsx';
import { suggestName } from '../problems/suggest-name.ts';
import { TemplateField } from '../text-fields/TemplateField.tsx';
import type { TextKind } from '../text-fields/template-marks-view.ts';
import { useFieldNames } from '../text-fields/use-field-names.ts';
import { useView, useWorkbench } from '../workbench/workbench-context.ts';
import { FieldProblem, type WayOut } from './FieldProblem.tsx';
import { useFieldProblems } from './use-field-problems.ts';

interface Props {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  /** Where the text stands in the flow. */
  readonly place: AuthoringPlace;
  readonly fieldPath: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly kind?: TextKind;
  readonly isMultiline?: boolean;
  readonly placeholder?: string;
  readonly hint?: ReactNode;
  readonly hasPicker?: boolean;
  readonly onPaste?: (text: string) => boolean;
  readonly bare?: boolean;
  /** Shows its problems elsewhere. */
  readonly isQuiet?: boolean;
}

/** A text of a node: knows the names of its place, and what the checks say of it. */
export function NodeText({ place, isQuiet = false, ...field }: Props): ReactElement {
  const workbench = useWorkbench();
  const names = useFieldNames(place);
  const { findings, marks } = useFieldProblems(place.nodeKey, field.fieldPath);
  const problem =
    isQuiet || findings.length === 0 ? undefined : (
      <>
        {findings.slice(0, 3).map((finding, at) => (
          <FieldProblem
            key={`${finding.code} ${String(at)}`}
            finding={finding}
            waysOut={waysOut(finding.code, finding.range)}
          />
        ))}
      </>
    );
  const isInvalid = findings.some(({ severity }) => severity === 'ERROR');
  const showsResolved = useView((view) => view.showsResolved);
  const isResolved = showsResolved && field.bare !== true && field.kind !== 'condition' && field.value.includes('{{');
  const hint = field.hint ?? (isResolved ? <ResolvedLine place={place} text={field.value} /> : undefined);
  return (
    <TemplateField
      {...field}
      hint={hint}
      names={names}
      marks={marks}
      problem={problem}
      isInvalid={isInvalid}
      isReadOnly={workbench.isReadOnly}
    />
  );

  /** A name that nobody knows may be one that somebody does. */
  function waysOut(code: string, range: { from: number; to: number } | undefined): WayOut[] {
    if (!['E_UNKNOWN_VARIABLE', 'W_UNDECLARED_VARIABLE', 'E_UNKNOWN_CONSTANT'].includes(code)) return [];
    if (range === undefined) return [];
    const { value, onChange } = field;
    const suggested = suggestName(value.slice(range.from, range.to), names.offered());
    if (suggested === undefined) return [];
    const mended = `${value.slice(0, range.from)}${suggested}${value.slice(range.to)}`;
    return [{ label: `Use ${suggested}`, run: () => onChange(mended) }];
  }
}
