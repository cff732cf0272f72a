import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconArrowUp } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { RunRowFragment } from '../registry-client/generated/graphql.ts';
import { StatusBadge } from '../status/StatusBadge.tsx';
import { utcFull, utcShort } from '../ui/format-time.ts';
import table from '../ui/table.module.css';
import type { FrozenList } from './frozen-list.ts';
import { attemptCount, runDuration, shortRunId, stepsDone } from './run-words.ts';
import classes from './runs.module.css';
import { classNames } from '../ui/class-names.ts';

interface Props {
  readonly list: FrozenList<RunRowFragment>;
  readonly now: Date;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  readonly onShowNew: () => void;
}

/** Runs, one row each. New ones wait in a bar until somebody asks for them. */
export function RunTable({ list, now, selected, onSelect, onShowNew }: Props): ReactElement {
  const { rows, newCount, hasMoreNew } = list;
  return (
    <div className={table.frame}>
      {newCount > 0 && (
        <button type="button" className={table.newRows} onClick={onShowNew}>
          <IconArrowUp aria-hidden size={14} />
          {newCount}
          {hasMoreNew ? '+' : ''} new {newCount === 1 ? 'run' : 'runs'}
        </button>
      )}
      <table className={table.table} aria-label="Runs">
        <Head rows={rows} selected={selected} onSelect={onSelect} />
        <tbody>
          {rows.map((run) => (
            <Row
              key={run.id}
              run={run}
              now={now}
              isSelected={selected.has(run.id)}
              onTick={() => onSelect(toggled(selected, run.id))}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const wideNumber = classNames(table.number, table.wide);
const wideMono = classNames(table.mono, table.wide);

const columns: readonly { readonly name: string; readonly className?: string | undefined }[] = [
  { name: 'Status' },
  { name: 'Run', className: table.wide },
  { name: 'Action' },
  { name: 'Call', className: table.wide },
  { name: 'External ids', className: table.wide },
  { name: 'Started', className: table.number },
  { name: 'Duration', className: wideNumber },
  { name: 'Steps', className: wideNumber },
  { name: 'Attempts', className: wideNumber },
  { name: 'Error', className: table.wide },
];

interface HeadProps extends Pick<Props, 'selected' | 'onSelect'> {
  readonly rows: readonly RunRowFragment[];
}

function Head({ rows, selected, onSelect }: HeadProps): ReactElement {
  const isAll = selected.size > 0 && selected.size === rows.length;
  return (
    <thead>
      <tr>
        <th scope="col" className={classes.tick}>
          <Checkbox
            aria-label="Select all runs shown"
            checked={isAll}
            indeterminate={selected.size > 0 && !isAll}
            onChange={() => onSelect(isAll ? new Set() : new Set(rows.map(({ id }) => id)))}
          />
        </th>
        {columns.map(({ name, className }) => (
          <th key={name} scope="col" className={className}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface RowProps {
  readonly run: RunRowFragment;
  readonly now: Date;
  readonly isSelected: boolean;
  readonly onTick: () => void;
}

function Row({ run, now, isSelected, onTick }: RowProps): ReactElement {
  return (
    <tr data-selected={isSelected || undefined} className={classes.row}>
      <td className={classes.tick}>
        <Checkbox aria-label={`Select run ${shortRunId(run.id)}`} checked={isSelected} onChange={onTick} />
      </td>
      <td>
        <StatusBadge status={run.status} />
      </td>
      <td className={wideMono} title={run.id}>
        {shortRunId(run.id)}
      </td>
      <td>
        <RunLink run={run} />
      </td>
      <td className={wideMono}>
        <Link to="/calls/$callId" params={{ callId: run.call.id }} className={classes.call}>
          {run.call.id}
        </Link>
      </td>
      <td className={classNames(wideMono, classes.external)}>{run.externalIds.join(', ')}</td>
      <td className={table.number} title={utcFull(run.openedAt)}>
        {utcShort(run.openedAt, now)}
      </td>
      <td className={classNames(wideNumber, table.figure)}>{runDuration(run, now)}</td>
      <td className={wideNumber}>{stepsDone(run)}</td>
      <td className={wideNumber}>{attemptCount(run)}</td>
      <td className={wideMono} title={run.error?.message}>
        {run.error?.code}
      </td>
    </tr>
  );
}

function RunLink({ run }: { readonly run: RunRowFragment }): ReactElement {
  const name = run.action?.name ?? 'Deleted action';
  const version = run.version === null ? '' : ` v${String(run.version.number)}`;
  return (
    <Link
      to="/runs/$runId"
      params={{ runId: run.id }}
      className={classes.action}
      data-row-link
      data-run-id={run.id}
      aria-label={`${name}${version}, run ${shortRunId(run.id)}`}
    >
      {name}
      <small>{version}</small>
    </Link>
  );
}

function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}
