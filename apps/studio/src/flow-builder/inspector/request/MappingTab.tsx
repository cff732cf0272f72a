import { ActionIcon, Button, Checkbox, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import {
  previewMapping,
  VALUE_TYPES,
  type Answer,
  type ApiRequestNode,
  type Json,
  type MappingRow,
} from '@aftercall/flow-model';
import { useState, type ReactElement } from 'react';
import { answersOf } from '../../sample/sample-store.ts';
import { shortValue } from '../../sample/shorten-value.ts';
import { useSample, useWorkbench } from '../../workbench/workbench-context.ts';
import { problemsOf } from '../FieldProblem.tsx';
import { useConfigEdit } from '../use-config-edit.ts';
import { useFieldProblems } from '../use-field-problems.ts';
import { VariableName } from '../VariableName.tsx';
import { newMappingRow, TYPE_WORDS } from './mapping-rows.ts';
import classes from './mapping.module.css';

/** What later steps may use of the answer. */
export function MappingTab({ node }: { readonly node: ApiRequestNode }): ReactElement {
  const edit = useConfigEdit(node.key, 'apiRequest');
  const { mapping } = node.config;
  return (
    <MappingRows
      nodeKey={node.key}
      fieldPath="config.mapping"
      rows={mapping}
      onChange={(rows, burst) =>
        edit('mapping', (before) => ({ ...before, mapping: rows }), burst && `mapping ${burst}`)
      }
    />
  );
}

interface RowsProps {
  readonly nodeKey: string;
  readonly fieldPath: string;
  readonly rows: readonly MappingRow[];
  readonly onChange: (rows: MappingRow[], burst?: string) => void;
}

/** Rows of a mapping: of a request, or of its look-up. */
export function MappingRows({ nodeKey, fieldPath, rows, onChange }: RowsProps): ReactElement {
  const workbench = useWorkbench();
  const answer = useSample((sample) => answersOf(sample)[nodeKey]);
  const set = (at: number, change: Partial<MappingRow>, burst?: string): void =>
    onChange(
      rows.map((row, index) => (index === at ? { ...row, ...change } : row)),
      burst === undefined ? undefined : `${String(at)} ${burst}`,
    );
  return (
    <div className={classes.mapping} data-field={fieldPath}>
      <header className={classes.head}>
        <span>Response values that later steps can use.</span>
        {!workbench.isReadOnly && (
          <Button size="sm" leftSection={<IconPlus />} onClick={() => onChange([...rows, newMappingRow()])}>
            Add
          </Button>
        )}
      </header>
      {rows.length > 0 && (
        <ul className={classes.rows}>
          {rows.map((row, at) => (
            <MappingItem
              key={String(at)}
              nodeKey={nodeKey}
              place={`${fieldPath}.${String(at)}`}
              row={row}
              answer={answer}
              onChange={(change, burst) => set(at, change, burst)}
              onRemove={() => onChange(rows.filter((_row, index) => index !== at))}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface ItemProps {
  readonly nodeKey: string;
  readonly place: string;
  readonly row: MappingRow;
  readonly answer: Answer | undefined;
  readonly onChange: (change: Partial<MappingRow>, burst?: string) => void;
  readonly onRemove: () => void;
}

function MappingItem({ nodeKey, place, row, answer, onChange, onRemove }: ItemProps): ReactElement {
  const { isReadOnly } = useWorkbench();
  const { findings } = useFieldProblems(nodeKey, place);
  const isWrong = (field: string): boolean =>
    findings.some(({ fieldPath, severity }) => fieldPath === `${place}.${field}` && severity === 'ERROR');
  const name = row.variable === '' ? 'the new row' : row.variable;
  return (
    <li className={classes.item} aria-label={`Mapping of ${name}`}>
      <div className={classes.line}>
        <VariableName
          label={`Variable of ${name}`}
          value={row.variable}
          fieldPath={`${place}.variable`}
          isWrong={isWrong('variable')}
          onChange={(variable) => onChange({ variable }, 'variable')}
        />
        <PathField row={row} place={place} name={name} isWrong={isWrong('path')} onChange={onChange} />
        {!isReadOnly && (
          <ActionIcon aria-label={`Remove the mapping of ${name}`} onClick={onRemove}>
            <IconTrash size={16} stroke={1.75} />
          </ActionIcon>
        )}
      </div>
      <RowOptions row={row} name={name} isReadOnly={isReadOnly} onChange={onChange} />
      {problemsOf(findings)}
      <SampleLine row={row} answer={answer} />
    </li>
  );
}

function PathField({
  row,
  place,
  name,
  isWrong,
  onChange,
}: Pick<ItemProps, 'row' | 'place' | 'onChange'> & { name: string; isWrong: boolean }): ReactElement {
  const { isReadOnly } = useWorkbench();
  const from = row.from ?? 'body';
  return (
    <div className={classes.path}>
      <Select
        aria-label={`Part of the answer for ${name}`}
        data={[
          { value: 'body', label: 'Body' },
          { value: 'header', label: 'Header' },
          { value: 'status', label: 'Status' },
        ]}
        value={from}
        readOnly={isReadOnly}
        onChange={(value) => onChange(sourceOf(row, value))}
        w={80}
      />
      {from !== 'status' && (
        <TextInput
          aria-label={`Path of ${name}`}
          placeholder={from === 'header' ? 'X-Request-Id' : '$.id'}
          value={row.path}
          error={isWrong}
          readOnly={isReadOnly}
          spellCheck={false}
          data-field={`${place}.path`}
          classNames={{ input: classes.mono ?? '' }}
          onChange={(event) => onChange({ path: event.currentTarget.value.trim() }, 'path')}
        />
      )}
    </div>
  );
}

function sourceOf(row: MappingRow, from: string | null): Partial<MappingRow> {
  if (from === 'status') return { from: 'status', path: '' };
  return from === 'header' ? { from: 'header' } : { from: 'body', path: row.path };
}

function RowOptions({
  row,
  name,
  isReadOnly,
  onChange,
}: Pick<ItemProps, 'row' | 'onChange'> & { name: string; isReadOnly: boolean }): ReactElement {
  return (
    <div className={classes.options}>
      <Select
        aria-label={`Type of ${name}`}
        data={VALUE_TYPES.map((type) => ({ value: type, label: TYPE_WORDS[type] }))}
        value={row.type}
        readOnly={isReadOnly}
        onChange={(type) => onChange({ type: VALUE_TYPES.find((one) => one === type) ?? 'json' })}
        w={92}
      />
      <Checkbox
        label="Required"
        checked={row.required}
        disabled={isReadOnly}
        onChange={(event) => onChange({ required: event.currentTarget.checked })}
      />
      <DefaultField row={row} name={name} isReadOnly={isReadOnly} onChange={onChange} />
      <Checkbox
        className={classes.trace ?? ''}
        label="Id to trace by"
        description={row.externalId ? 'Stored with the run, and searchable.' : undefined}
        checked={row.externalId}
        disabled={isReadOnly}
        onChange={(event) => onChange({ externalId: event.currentTarget.checked })}
      />
    </div>
  );
}

/** A default is a JSON value; what is no JSON is a text. */
function DefaultField({
  row,
  name,
  isReadOnly,
  onChange,
}: Pick<ItemProps, 'row' | 'onChange'> & { name: string; isReadOnly: boolean }): ReactElement {
  const [text, setText] = useState(() => textOf(row.default));
  return (
    <label className={classes.default}>
      <span>Default</span>
      <TextInput
        aria-label={`Default of ${name}`}
        placeholder="None"
        value={text}
        readOnly={isReadOnly}
        onChange={(event) => {
          setText(event.currentTarget.value);
          onChange({ default: valueOf(event.currentTarget.value, row.type) }, 'default');
        }}
      />
    </label>
  );
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function valueOf(text: string, type: MappingRow['type']): Json | undefined {
  if (text === '') return undefined;
  if (type === 'string') return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** What the row gives of the last answer. */
function SampleLine({ row, answer }: Pick<ItemProps, 'row' | 'answer'>): ReactElement | null {
  if (answer === undefined || row.variable === '' || (row.path === '' && row.from !== 'status')) return null;
  const { variables, problems } = previewMapping([row], answer);
  const [problem] = problems;
  if (problem !== undefined) return <p className={classes.gone}>Last answer: {problem.message}</p>;
  return (
    <p className={classes.sample}>
      Sample: <code>{shortValue(variables[row.variable], 60)}</code>
    </p>
  );
}
