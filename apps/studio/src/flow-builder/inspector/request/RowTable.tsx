import { ActionIcon, Autocomplete, Button, Textarea } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useWorkbench } from '../../workbench/workbench-context.ts';
import { problemsOf } from '../FieldProblem.tsx';
import { NodeText } from '../NodeText.tsx';
import { useFieldProblems } from '../use-field-problems.ts';
import { readRows, writeRows, type NamedRow } from './rows-as-text.ts';
import classes from './request.module.css';

interface Props {
  readonly nodeKey: string;
  /** `config.headers` */
  readonly fieldPath: string;
  readonly rows: readonly NamedRow[];
  readonly onChange: (rows: NamedRow[], burst?: string) => void;
  /** "Header" */
  readonly what: string;
  /** Names to offer. */
  readonly suggestions?: readonly string[];
}

/** Names and values, each value a template; as rows or as text. */
export function RowTable(props: Props): ReactElement {
  const { rows, onChange, what, fieldPath, nodeKey } = props;
  const workbench = useWorkbench();
  const [isText, setText] = useState(false);
  const set = (at: number, change: Partial<NamedRow>, burst: string): void =>
    onChange(
      rows.map((row, index) => (index === at ? { ...row, ...change } : row)),
      `${String(at)} ${burst}`,
    );
  return (
    <div className={classes.table} data-field={fieldPath}>
      {isText ? (
        <RowsAsText {...props} />
      ) : (
        rows.map((row, at) => (
          <Row
            key={String(at)}
            {...props}
            row={row}
            at={at}
            onName={(name) => set(at, { name }, 'name')}
            onValue={(value) => set(at, { value }, 'value')}
            onRemove={() => onChange(rows.filter((_row, index) => index !== at))}
          />
        ))
      )}
      {!workbench.isReadOnly && (
        <div className={classes.tableFoot}>
          {!isText && (
            <Button
              size="sm"
              leftSection={<IconPlus />}
              onClick={() => onChange([...rows, { name: '', value: '' }])}
              data-add-row={`${nodeKey} ${fieldPath}`}
            >
              Add {what.toLowerCase()}
            </Button>
          )}
          <Button size="sm" variant="subtle" color="gray" onClick={() => setText(!isText)}>
            {isText ? 'Edit as rows' : 'Edit as text'}
          </Button>
        </div>
      )}
    </div>
  );
}

interface RowProps extends Props {
  readonly row: NamedRow;
  readonly at: number;
  readonly onName: (name: string) => void;
  readonly onValue: (value: string) => void;
  readonly onRemove: () => void;
}

function Row({
  nodeKey,
  fieldPath,
  what,
  suggestions = [],
  row,
  at,
  onName,
  onValue,
  onRemove,
}: RowProps): ReactElement {
  const workbench = useWorkbench();
  const place = `${fieldPath}.${String(at)}`;
  const { findings } = useFieldProblems(nodeKey, place);
  const ofName = findings.filter((finding) => finding.fieldPath !== `${place}.value`);
  return (
    <div className={classes.row} role="group" aria-label={`${what} ${String(at + 1)}`}>
      <Autocomplete
        aria-label={`${what} ${String(at + 1)} name`}
        placeholder="Name"
        value={row.name}
        onChange={onName}
        data={[...suggestions]}
        error={ofName.some(({ severity }) => severity === 'ERROR')}
        readOnly={workbench.isReadOnly}
        data-field={`${place}.name`}
        spellCheck={false}
        classNames={{ input: classes.mono ?? '' }}
      />
      <NodeText
        label={`${what} ${String(at + 1)} value`}
        isLabelHidden
        place={{ nodeKey }}
        fieldPath={`${place}.value`}
        value={row.value}
        onChange={onValue}
        placeholder="Value"
      />
      {!workbench.isReadOnly && (
        <ActionIcon aria-label={`Remove ${what.toLowerCase()} ${row.name}`} onClick={onRemove}>
          <IconTrash size={16} stroke={1.75} />
        </ActionIcon>
      )}
      {ofName.length > 0 && <div className={classes.rowProblem}>{problemsOf(ofName)}</div>}
    </div>
  );
}

function RowsAsText({ rows, onChange, what }: Props): ReactElement {
  const [text, setText] = useState(() => writeRows(rows));
  return (
    <Textarea
      aria-label={`${what}s as text`}
      description="One a line: name: value"
      value={text}
      minRows={6}
      classNames={{ input: classes.mono ?? '' }}
      spellCheck={false}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(readRows(event.currentTarget.value), 'text');
      }}
    />
  );
}
