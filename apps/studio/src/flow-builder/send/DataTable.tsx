import type { ReactElement } from 'react';
import type { Json } from '@aftercall/flow-model';
import { maskSecrets } from '../../ui/mask-secrets.ts';
import { shortValue } from '../sample/shorten-value.ts';
import { pathOf, type JsonRow, type JsonWay } from './json-rows.ts';
import type { JsonTable } from './json-table.ts';
import { useWindow } from './use-window.ts';
import classes from './result.module.css';

const ROW = 30;

interface Props {
  readonly table: JsonTable;
  readonly onMap: (row: JsonRow) => void;
}

/** A list of objects as a table; only the rows that are seen are in the page. A cell is mapped by a click. */
export function DataTable({ table: { way, columns, rows }, onMap }: Props): ReactElement {
  const { from, count, onScroll } = useWindow(ROW);
  const rest = Math.max(0, rows.length - from - count);
  const map = (cell: JsonWay, value: Json): void =>
    onMap({ way: cell, name: String(cell.at(-1) ?? ''), value, isOpen: false });
  return (
    <div className={classes.tableHolder} onScroll={onScroll} tabIndex={0} role="region" aria-label="Data as a table">
      <table aria-label={`${pathOf(way)}, ${String(rows.length)} rows`} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            <th scope="col">#</th>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={from * ROW} columns={columns.length + 1} />
          {rows.slice(from, from + count).map((row, index) => (
            <tr key={from + index} aria-rowindex={from + index + 2}>
              <td>{from + index}</td>
              {columns.map((name) => (
                <td key={name}>
                  {Object.hasOwn(row, name) && (
                    <button
                      type="button"
                      title="Map this value"
                      onClick={() => map([...way, from + index, name], row[name] ?? null)}
                    >
                      {maskSecrets(shortValue(row[name], 60))}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
          <Space height={rest * ROW} columns={columns.length + 1} />
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows that are not in the page. */
function Space({ height, columns }: { readonly height: number; readonly columns: number }): ReactElement | null {
  if (height === 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
