import { ActionIcon, Button, Select } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import {
  previewTemplate,
  ROW_OPERATORS,
  type ConditionRow,
  type ConditionRows,
  type Json,
  type Scope,
} from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { shortValue } from '../../sample/shorten-value.ts';
import { useWorkbench } from '../../workbench/workbench-context.ts';
import { NodeText } from '../NodeText.tsx';
import { hasRight, OPERATOR_WORDS } from './condition-text.ts';
import classes from './decision.module.css';

interface Props {
  readonly nodeKey: string;
  /** `config.branches.0.when` */
  readonly place: string;
  readonly name: string;
  readonly rows: ConditionRows;
  readonly scope: Scope;
  readonly onChange: (rows: ConditionRows, burst?: string) => void;
}

/** Rows of left, operator, right; all of them or any. */
export function ConditionRowsField({ nodeKey, place, name, rows, scope, onChange }: Props): ReactElement {
  const { isReadOnly } = useWorkbench();
  const isAny = rows.all === undefined;
  const list = rows.all ?? rows.any ?? [];
  const put = (next: ConditionRow[], any = isAny, burst?: string): void =>
    onChange(any ? { any: next } : { all: next }, burst);
  return (
    <div className={classes.rows}>
      {list.length > 1 && (
        <Select
          aria-label={`How many rows of ${name} must hold`}
          data={[
            { value: 'all', label: 'All of these hold' },
            { value: 'any', label: 'Any of these holds' },
          ]}
          value={isAny ? 'any' : 'all'}
          readOnly={isReadOnly}
          onChange={(value) => put([...list], value === 'any')}
        />
      )}
      {list.map((row, at) => (
        <RowField
          key={String(at)}
          nodeKey={nodeKey}
          place={`${place}.${isAny ? 'any' : 'all'}.${String(at)}`}
          label={`${name} row ${String(at + 1)}`}
          row={row}
          scope={scope}
          onChange={(part, burst) =>
            put(
              list.map((one, index) => (index === at ? withPart(one, part) : one)),
              isAny,
              burst && `${String(at)} ${burst}`,
            )
          }
          onRemove={list.length > 1 ? () => put(list.filter((one) => one !== row)) : undefined}
        />
      ))}
      {!isReadOnly && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus />}
          className={classes.addRow ?? ''}
          onClick={() => put([...list, { left: '', op: '==', right: '' }])}
        >
          Add a row
        </Button>
      )}
    </div>
  );
}

interface RowProps {
  readonly nodeKey: string;
  readonly place: string;
  readonly label: string;
  readonly row: ConditionRow;
  readonly scope: Scope;
  readonly onChange: (part: Partial<ConditionRow>, burst?: string) => void;
  readonly onRemove: (() => void) | undefined;
}

function RowField({ nodeKey, place, label, row, scope, onChange, onRemove }: RowProps): ReactElement {
  const { isReadOnly } = useWorkbench();
  const isEmpty = row.left === undefined || row.left === '';
  return (
    <div className={classes.row}>
      <NodeText
        label={`${label} left`}
        isLabelHidden
        hasPicker
        isQuiet
        place={{ nodeKey }}
        fieldPath={`${place}.left`}
        value={textOf(row.left)}
        placeholder="{{interaction.DISPOSITION}}"
        onChange={(left) => onChange({ left }, 'left')}
      />
      <div className={classes.compared}>
        <Select
          aria-label={`${label} operator`}
          data={ROW_OPERATORS.map((op) => ({ value: op, label: OPERATOR_WORDS[op] }))}
          value={row.op}
          readOnly={isReadOnly}
          onChange={(op) => onChange({ op: ROW_OPERATORS.find((one) => one === op) ?? '==' })}
        />
        {hasRight(row.op) && (
          <NodeText
            label={`${label} right`}
            isLabelHidden
            isQuiet
            place={{ nodeKey }}
            fieldPath={`${place}.right`}
            value={textOf(row.right)}
            placeholder="escalated"
            onChange={(right) => onChange({ right }, 'right')}
          />
        )}
        {onRemove !== undefined && !isReadOnly && (
          <ActionIcon aria-label={`Remove ${label}`} onClick={onRemove}>
            <IconX size={16} stroke={1.75} />
          </ActionIcon>
        )}
      </div>
      {!isEmpty && <p className={classes.sample}>Sample: {shownSide(row.left, scope)}</p>}
    </div>
  );
}

/** Operators without a right side drop it; the others have one. */
function withPart(row: ConditionRow, part: Partial<ConditionRow>): ConditionRow {
  const { right, ...rest } = { ...row, ...part };
  return hasRight(rest.op) ? { ...rest, right: right ?? '' } : rest;
}

function textOf(side: Json | undefined): string {
  if (side === undefined) return '';
  return typeof side === 'string' ? side : JSON.stringify(side);
}

function shownSide(side: Json | undefined, scope: Scope): string {
  if (typeof side !== 'string') return shortValue(side);
  const shown = previewTemplate(side, scope);
  return shown.ok ? shortValue(shown.value) : shown.problem;
}
