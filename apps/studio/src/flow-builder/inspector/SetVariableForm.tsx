import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { previewTemplate, previewTree, type Assignment, type Json, type SetVariableNode } from '@aftercall/flow-model';
import { useRef, useState, type ReactElement } from 'react';
import { readJsonText, writeJsonText } from '../json/json-text.ts';
import { shortValue } from '../sample/shorten-value.ts';
import { useScope } from '../sample/use-scope.ts';
import { useWorkbench } from '../workbench/workbench-context.ts';
import { problemsOf } from './FieldProblem.tsx';
import { NodeText } from './NodeText.tsx';
import { moved } from './moved-item.ts';
import { useConfigEdit } from './use-config-edit.ts';
import { useFieldProblems } from './use-field-problems.ts';
import { VariableName } from './VariableName.tsx';
import classes from './set-variable.module.css';

/** Names some values for later, row by row; each row sees those above it. */
export function SetVariableForm({ node }: { readonly node: SetVariableNode }): ReactElement {
  const workbench = useWorkbench();
  const edit = useConfigEdit(node.key, 'setVariable');
  const rows = node.config.assignments;
  const change = (assignments: Assignment[], burst?: string): void => {
    edit('assignments', () => ({ assignments }), burst);
  };
  const set = (at: number, row: Partial<Assignment>, burst: string): void =>
    change(
      rows.map((one, index) => (index === at ? { ...one, ...row } : one)),
      `${String(at)} ${burst}`,
    );
  return (
    <section className={classes.form} data-field="config.assignments">
      <header className={classes.head}>
        <div>
          <h3>Assignments</h3>
          <p>Worked through from top to bottom; each row sees those above it.</p>
        </div>
        {!workbench.isReadOnly && (
          <Button leftSection={<IconPlus />} onClick={() => change([...rows, { variable: '', value: '' }])}>
            Variable
          </Button>
        )}
      </header>
      {rows.map((row, at) => (
        <AssignmentRow
          key={String(at)}
          nodeKey={node.key}
          row={row}
          at={at}
          count={rows.length}
          onSet={(part, burst) => set(at, part, burst)}
          onMove={(by) => change(moved(rows, at, by))}
          onRemove={() => change(rows.filter((_row, index) => index !== at))}
        />
      ))}
    </section>
  );
}

interface RowProps {
  readonly nodeKey: string;
  readonly row: Assignment;
  readonly at: number;
  readonly count: number;
  readonly onSet: (row: Partial<Assignment>, burst: string) => void;
  readonly onMove: (by: number) => void;
  readonly onRemove: () => void;
}

function AssignmentRow({ nodeKey, row, at, count, onSet, onMove, onRemove }: RowProps): ReactElement {
  const { isReadOnly } = useWorkbench();
  const place = `config.assignments.${String(at)}`;
  const { findings } = useFieldProblems(nodeKey, `${place}.variable`);
  const name = row.variable === '' ? `row ${String(at + 1)}` : row.variable;
  return (
    <div className={classes.row} role="group" aria-label={`Assignment of ${name}`}>
      <div className={classes.line}>
        <VariableName
          label={`Variable of ${name}`}
          value={row.variable}
          fieldPath={`${place}.variable`}
          isWrong={findings.length > 0}
          onChange={(variable) => onSet({ variable }, 'variable')}
        />
        {!isReadOnly && (
          <>
            <ActionIcon aria-label={`Move ${name} up`} disabled={at === 0} onClick={() => onMove(-1)}>
              <IconArrowUp size={16} stroke={1.75} />
            </ActionIcon>
            <ActionIcon aria-label={`Move ${name} down`} disabled={at === count - 1} onClick={() => onMove(1)}>
              <IconArrowDown size={16} stroke={1.75} />
            </ActionIcon>
            <ActionIcon aria-label={`Remove ${name}`} onClick={onRemove}>
              <IconTrash size={16} stroke={1.75} />
            </ActionIcon>
          </>
        )}
      </div>
      {problemsOf(findings)}
      <ValueField nodeKey={nodeKey} row={row} at={at} name={name} onSet={onSet} />
    </div>
  );
}

/** A template as text; a list or an object as JSON, in whose strings templates stand. */
function ValueField({
  nodeKey,
  row,
  at,
  name,
  onSet,
}: Pick<RowProps, 'nodeKey' | 'row' | 'at' | 'onSet'> & { name: string }): ReactElement {
  const typed = useRef<string | undefined>(undefined);
  const [, redraw] = useState(0);
  const shown =
    typed.current !== undefined && isSame(valueOf(typed.current), row.value) ? typed.current : textOf(row.value);
  return (
    <NodeText
      label={`Value of ${name}`}
      isLabelHidden
      hasPicker
      isMultiline={shown.includes('\n')}
      place={{ nodeKey, row: at }}
      fieldPath={`config.assignments.${String(at)}.value`}
      value={shown}
      placeholder="Ticket {{ticketId}} opened"
      hint={<ResultLine nodeKey={nodeKey} row={row} at={at} />}
      onChange={(text) => {
        typed.current = text;
        redraw((count) => count + 1);
        onSet({ value: valueOf(text) }, 'value');
      }}
    />
  );
}

/** `= Ticket 48213 opened, text` */
function ResultLine({ nodeKey, row, at }: Pick<RowProps, 'nodeKey' | 'row' | 'at'>): ReactElement {
  const scope = useScope(nodeKey, at);
  const value = row.value ?? null;
  const shown =
    typeof value === 'string' ? previewTemplate(value, scope) : { ok: true as const, value: previewTree(value, scope) };
  if (!shown.ok) return <>{shown.problem}</>;
  return (
    <>
      = <code>{shortValue(shown.value, 60)}</code>
      <span className={classes.type}>{typeWord(shown.value)}</span>
    </>
  );
}

function typeWord(value: Json): string {
  if (value === null) return 'absent';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'string' ? 'text' : typeof value;
}

/** A list or an object is told by its first bracket; everything else is a template. */
function valueOf(text: string): Json {
  if (!/^\s*(?:\[|\{(?!\{))/.test(text)) return text;
  const read = readJsonText(text);
  return read.ok ? read.json : text;
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : writeJsonText(value);
}

function isSame(one: Json, other: Json | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
