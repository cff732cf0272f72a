import { IconChevronRight, IconCopy, IconRoute, IconVariable } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { Json } from '@aftercall/flow-model';
import { announce } from '../../ui/announcements.ts';
import { copyText } from '../../ui/copy-text.ts';
import { maskSecrets } from '../../ui/mask-secrets.ts';
import { shortValue } from '../sample/shorten-value.ts';
import { searchJson } from './json-search.ts';
import { jsonRows, membersOf, openAtFirst, pathOf, type JsonRow } from './json-rows.ts';
import { useWindow } from './use-window.ts';
import classes from './result.module.css';

const ROW = 26;

interface Props {
  readonly value: Json;
  /** Empty: the whole tree. */
  readonly search: string;
  /** Variables that are mapped already, by path. */
  readonly mapped: ReadonlyMap<string, string>;
  readonly onMap: (row: JsonRow) => void;
}

/** Which lines are there, which of them is chosen, and what keys do. */
function useTree({ value, search, onMap }: Omit<Props, 'mapped'>, { top, height }: { top: number; height: number }) {
  const [open, setOpen] = useState(() => openAtFirst(value));
  const [at, setAt] = useState(0);
  const wanted = useDeferredValue(search.trim());
  const found = useMemo(() => (wanted === '' ? undefined : searchJson(value, wanted)), [value, wanted]);
  const rows = useMemo(() => found?.rows ?? jsonRows(value, open), [found, value, open]);
  const turn = (row: JsonRow, isOpen: boolean): void => {
    const next = new Set(open);
    if (isOpen) next.add(pathOf(row.way));
    else next.delete(pathOf(row.way));
    setOpen(next);
  };
  const step = (by: number, tree: HTMLElement): void => {
    const next = Math.min(rows.length - 1, Math.max(0, at + by));
    setAt(next);
    tree.scrollTop = Math.min(tree.scrollTop, next * ROW);
    if ((next + 1) * ROW > top + height) tree.scrollTop = (next + 1) * ROW - height;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const row = rows[at];
    const by = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity, PageDown: 10, PageUp: -10 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || row === undefined) return;
    if (by !== undefined) step(by, event.currentTarget);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') turn(row, event.key === 'ArrowRight');
    else if (event.key === 'Enter' || event.key === 'm') onMap(row);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const nothing = found?.matchCount === 0 ? (found.problem ?? `Nothing in the answer says “${wanted}”.`) : undefined;
  return { rows, at, choose: setAt, turn, onKeyDown, nothing };
}

/** An answer as a tree; only the lines that are seen are in the page, however large it is. */
export function DataTree({ value, search, mapped, onMap }: Props): ReactElement {
  const { from, count, seen, onScroll } = useWindow(ROW);
  const { rows, at, choose, turn, onKeyDown, nothing } = useTree({ value, search, onMap }, seen);
  if (nothing !== undefined) return <p className={classes.none}>{nothing}</p>;
  return (
    <div
      role="tree"
      aria-label="Data of the answer"
      tabIndex={0}
      aria-activedescendant={`answer-line-${String(at)}`}
      className={classes.tree}
      onKeyDown={onKeyDown}
      onScroll={onScroll}
    >
      <div role="presentation" style={{ height: rows.length * ROW, paddingTop: from * ROW, boxSizing: 'border-box' }}>
        {rows.slice(from, from + count).map((row, index) => (
          <TreeLine
            key={pathOf(row.way)}
            row={row}
            id={from + index}
            isHere={from + index === at}
            variable={mapped.get(pathOf(row.way))}
            onTurn={() => turn(row, !row.isOpen)}
            onMap={() => {
              choose(from + index);
              onMap(row);
            }}
          />
        ))}
      </div>
    </div>
  );
}

interface LineProps {
  readonly row: JsonRow;
  readonly id: number;
  readonly isHere: boolean;
  readonly variable: string | undefined;
  readonly onTurn: () => void;
  readonly onMap: () => void;
}

function TreeLine({ row, id, isHere, variable, onTurn, onMap }: LineProps): ReactElement {
  const { way, name, value, isOpen } = row;
  const count = membersOf(value).length;
  return (
    <div
      role="treeitem"
      id={`answer-line-${String(id)}`}
      aria-level={way.length + 1}
      aria-selected={isHere}
      aria-expanded={count > 0 ? isOpen : undefined}
      className={classes.treeLine}
      style={{ paddingInlineStart: 8 + way.length * 18 }}
    >
      <button type="button" tabIndex={-1} className={classes.turn} onClick={onTurn} aria-hidden disabled={count === 0}>
        {count > 0 && <IconChevronRight size={14} stroke={1.75} data-open={isOpen || undefined} />}
      </button>
      <button type="button" tabIndex={-1} className={classes.value} onClick={onMap} title="Map this value">
        <code className={classes.name}>{name === '' ? '$' : name}</code>
        <code data-type={value === null ? 'null' : typeof value}>{shownValue(value)}</code>
        {(typeof value !== 'object' || value === null) && (
          <span className={classes.type}>{value === null ? 'null' : typeof value}</span>
        )}
      </button>
      {variable !== undefined && (
        <span className={classes.mapped}>
          <IconVariable aria-hidden size={12} /> {variable}
        </span>
      )}
      <span className={classes.lineTools}>
        <CopyTool name="Copy value" text={() => textOf(value)}>
          <IconCopy size={14} stroke={1.75} />
        </CopyTool>
        <CopyTool name="Copy path" text={() => pathOf(way)}>
          <IconRoute size={14} stroke={1.75} />
        </CopyTool>
      </span>
    </div>
  );
}

interface ToolProps {
  readonly name: string;
  readonly text: () => string;
  readonly children: ReactElement;
}

function CopyTool({ name, text, children }: ToolProps): ReactElement {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={name}
      title={name}
      onClick={() => announce(copyText(text()) ? 'Copied' : 'The browser did not take it')}
    >
      {children}
    </button>
  );
}

function shownValue(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(shortValue(maskSecrets(value), 120));
  return typeof value === 'object' && value !== null ? shortValue(value) : String(value);
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
}
