import { ActionIcon, SegmentedControl, TextInput } from '@mantine/core';
import { IconCircleCheckFilled, IconGripVertical, IconTrash } from '@tabler/icons-react';
import type { Branch, Scope } from '@aftercall/flow-model';
import type { DragEvent, KeyboardEvent, ReactElement } from 'react';
import { useWorkbench } from '../../workbench/workbench-context.ts';
import { problemsOf } from '../FieldProblem.tsx';
import { NodeText } from '../NodeText.tsx';
import { useFieldProblems } from '../use-field-problems.ts';
import { ConditionRowsField } from './ConditionRowsField.tsx';
import { rowsToText, textToRows } from './condition-text.ts';
import { sampleLine } from './sample-line.ts';
import classes from './decision.module.css';

interface Props {
  readonly nodeKey: string;
  readonly branch: Branch;
  readonly at: number;
  readonly scope: Scope;
  /** The sample takes this branch, or would if none above matched. */
  readonly match: 'first' | 'later' | undefined;
  readonly onChange: (part: Partial<Branch>, burst?: string) => void;
  /** From one place among the branches to another. */
  readonly onMove: (from: number, to: number) => void;
  readonly onRemove: () => void;
}

const DRAGGED = 'application/x-aftercall-branch';

/** One branch: its label, and when it is taken, as rows or as an expression. */
export function BranchCard(props: Props): ReactElement {
  const { nodeKey, branch, at, match, onChange, onMove, onRemove } = props;
  const { isReadOnly } = useWorkbench();
  const name = branch.label === '' ? branch.key : branch.label;
  const step = (event: KeyboardEvent): void => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.altKey || by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(at, at + by);
  };
  const drop = (event: DragEvent): void => {
    const [key, from] = event.dataTransfer.getData(DRAGGED).split(' ');
    if (key !== nodeKey || from === undefined) return;
    event.preventDefault();
    onMove(Number(from), at);
  };
  return (
    <div
      className={classes.branch}
      role="group"
      aria-label={`Branch ${name}`}
      onKeyDown={step}
      onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED) && event.preventDefault()}
      onDrop={drop}
    >
      <div className={classes.line}>
        {!isReadOnly && (
          <button
            type="button"
            className={classes.grip}
            draggable
            aria-label={`Move ${name}: Alt and an arrow`}
            onDragStart={(event) => event.dataTransfer.setData(DRAGGED, `${nodeKey} ${String(at)}`)}
          >
            <IconGripVertical aria-hidden size={16} stroke={1.75} />
          </button>
        )}
        <TextInput
          aria-label={`Label of ${name}`}
          className={classes.label ?? ''}
          value={branch.label}
          placeholder={branch.key}
          maxLength={120}
          readOnly={isReadOnly}
          onChange={(event) => onChange({ label: event.currentTarget.value }, 'label')}
        />
        <Match match={match} />
        {!isReadOnly && (
          <ActionIcon aria-label={`Remove ${name}`} onClick={onRemove}>
            <IconTrash size={16} stroke={1.75} />
          </ActionIcon>
        )}
      </div>
      <When {...props} name={name} />
    </div>
  );
}

function Match({ match }: Pick<Props, 'match'>): ReactElement | null {
  if (match === undefined) return null;
  if (match === 'later') return <span className={classes.note}>A branch above wins</span>;
  return (
    <span className={classes.matches}>
      <IconCircleCheckFilled aria-hidden /> Matches sample
    </span>
  );
}

function When({ nodeKey, branch, at, scope, name, onChange }: Props & { readonly name: string }): ReactElement {
  const workbench = useWorkbench();
  const { when } = branch;
  const place = `config.branches.${String(at)}.when`;
  const { findings } = useFieldProblems(nodeKey, place);
  const isText = typeof when === 'string';
  const turn = (wanted: string): void => {
    const turned = wanted === 'text' ? turnToText(when) : turnToRows(when);
    if (turned === undefined) workbench.refuse('Rows cannot show this expression: it stays as text.');
    else onChange({ when: turned });
  };
  return (
    <div className={classes.when} data-field={place}>
      <div className={classes.whenHead}>
        <span className={classes.whenLabel}>When</span>
        {!workbench.isReadOnly && (
          <SegmentedControl
            aria-label={`How the condition of ${name} is written`}
            data={[
              { value: 'rows', label: 'Rows' },
              { value: 'text', label: 'Expression' },
            ]}
            value={isText ? 'text' : 'rows'}
            onChange={turn}
          />
        )}
      </div>
      {isText ? (
        <NodeText
          label={`Condition of ${name}`}
          isLabelHidden
          kind="condition"
          hasPicker
          place={{ nodeKey }}
          fieldPath={place}
          value={when}
          placeholder={'{{interaction.DISPOSITION}} == "escalated"'}
          hint={sampleLine(when, scope)}
          onChange={(text) => onChange({ when: text }, 'when')}
        />
      ) : (
        <>
          <ConditionRowsField
            nodeKey={nodeKey}
            place={place}
            name={name}
            rows={when}
            scope={scope}
            onChange={(rows, burst) => onChange({ when: rows }, burst)}
          />
          {problemsOf(findings)}
        </>
      )}
    </div>
  );
}

function turnToText(when: Branch['when']): string | undefined {
  if (typeof when === 'string') return when;
  const isEmpty = (when.all ?? when.any ?? []).every(({ left }) => left === '' || left === undefined);
  return isEmpty ? '' : rowsToText(when);
}

function turnToRows(when: Branch['when']): Branch['when'] | undefined {
  if (typeof when !== 'string') return when;
  return when.trim() === '' ? { all: [{ left: '', op: '==', right: '' }] } : textToRows(when);
}
