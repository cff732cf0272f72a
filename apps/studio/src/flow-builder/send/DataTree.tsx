import { useMemo, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { Json } from '@aftercall/flow-model';
import { shortValue } from '../sample/shorten-value.ts';
import { jsonRows, membersOf, openAtFirst, pathOf, type JsonRow } from './json-rows.ts';
import classes from './result.module.css';

const ROW = 26;
/** Lines drawn above and below what is seen. */
const SPARE = 10;

interface Props {
  readonly value: Json;
  /** Variables that are mapped already, by path. */
  readonly mapped: ReadonlyMap<string, string>;
  readonly onMap: (row: JsonRow) => void;
}

/** An answer as a tree; only the lines that are seen are in the page, however large it is. */
export function DataTree({ value, mapped, onMap }: Props): ReactElement {
  const [open, setOpen] = useState(() => openAtFirst(value));
  const [at, setAt] = useState(0);
  const [view, setView] = useState({ top: 0, height: 300 });
  const rows = useMemo(() => jsonRows(value, open), [value, open]);
  const from = Math.max(0, Math.floor(view.top / ROW) - SPARE);
  const shown = rows.slice(from, from + Math.ceil(view.height / ROW) + 2 * SPARE);
  const turn = (row: JsonRow, isOpen: boolean): void => {
    const next = new Set(open);
    if (isOpen) next.add(pathOf(row.way));
    else next.delete(pathOf(row.way));
    setOpen(next);
  };
  const walk = (event: KeyboardEvent<HTMLElement>): void => {
    const row = rows[at];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    if (step !== 0) {
      const next = Math.min(rows.length - 1, Math.max(0, at + step));
      setAt(next);
      event.currentTarget.scrollTop = Math.min(event.currentTarget.scrollTop, next * ROW);
      if ((next + 1) * ROW > view.top + view.height) event.currentTarget.scrollTop = (next + 1) * ROW - view.height;
    } else if (row === undefined) return;
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') turn(row, event.key === 'ArrowRight');
    else if (event.key === 'Enter' || event.key === 'm') onMap(row);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      role="tree"
      aria-label="Data of the answer"
      tabIndex={0}
      aria-activedescendant={`answer-line-${String(at)}`}
      className={classes.tree}
      onKeyDown={walk}
      onScroll={({ currentTarget: { scrollTop, clientHeight } }) => setView({ top: scrollTop, height: clientHeight })}
    >
      <div style={{ height: rows.length * ROW, paddingTop: from * ROW, boxSizing: 'border-box' }}>
        {shown.map((row, index) => (
          <TreeLine
            key={pathOf(row.way)}
            row={row}
            id={from + index}
            isHere={from + index === at}
            variable={mapped.get(pathOf(row.way))}
            onTurn={() => turn(row, !row.isOpen)}
            onMap={() => {
              setAt(from + index);
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
  const isContainer = typeof value === 'object' && value !== null;
  const shown =
    typeof value === 'string'
      ? JSON.stringify(shortValue(value, 120))
      : isContainer
        ? shortValue(value)
        : String(value);
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
        {count === 0 ? '' : isOpen ? '▾' : '▸'}
      </button>
      <button type="button" tabIndex={-1} className={classes.value} onClick={onMap} title="Map this value">
        <code>{name === '' ? '$' : name}</code>
        <code data-type={typeof value}>{shown}</code>
      </button>
      {variable !== undefined && <span className={classes.mapped}>{variable}</span>}
    </div>
  );
}
