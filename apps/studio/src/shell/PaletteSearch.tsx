import { useNavigate } from '@tanstack/react-router';
import { IconSearch } from '@tabler/icons-react';
import { useId, useState, type KeyboardEvent, type ReactElement } from 'react';
import { usePaletteEntries } from './palette-entries.ts';
import type { PaletteEntry } from './palette-entry.ts';
import classes from './palette.module.css';

/** The field and what it finds; the list is walked with the arrow keys while the field keeps the focus. */
export function PaletteSearch({ close }: { readonly close: () => void }): ReactElement {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const entries = usePaletteEntries(text);
  const navigate = useNavigate();
  const listId = useId();
  const current = Math.min(at, entries.length - 1);
  const take = (entry: PaletteEntry | undefined): void => {
    if (entry === undefined) return;
    close();
    if ('to' in entry) void navigate({ href: entry.to });
    else entry.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') take(entries[current]);
    else if (step !== undefined) setAt((current + step + entries.length) % Math.max(entries.length, 1));
    else return;
    event.preventDefault();
  };
  return (
    <div className={classes.palette}>
      <div className={classes.field}>
        <IconSearch aria-hidden size={18} stroke={1.75} />
        <input
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={entries.length > 0 ? `${listId}-${String(current)}` : undefined}
          aria-label="Search or jump to"
          placeholder="Search, or type an id of a run, a call or a ticket"
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </div>
      <ul id={listId} role="listbox" aria-label="Results" className={classes.list}>
        {entries.map((entry, index) => (
          <Row
            key={entry.id}
            id={`${listId}-${String(index)}`}
            entry={entry}
            isCurrent={index === current}
            isFirstOfGroup={entries[index - 1]?.group !== entry.group}
            onTake={() => take(entry)}
          />
        ))}
      </ul>
      {entries.length === 0 && <p className={classes.none}>Nothing is called “{text}”.</p>}
    </div>
  );
}

interface RowProps {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly isCurrent: boolean;
  readonly isFirstOfGroup: boolean;
  readonly onTake: () => void;
}

function Row({ id, entry, isCurrent, isFirstOfGroup, onTake }: RowProps): ReactElement {
  const Icon = entry.icon;
  return (
    <>
      {isFirstOfGroup && (
        <li role="presentation" className={classes.group}>
          {entry.group}
        </li>
      )}
      <li
        id={id}
        role="option"
        aria-selected={isCurrent}
        className={classes.row}
        onClick={onTake}
        ref={(row) => {
          if (isCurrent) row?.scrollIntoView({ block: 'nearest' });
        }}
      >
        <Icon aria-hidden size={16} stroke={1.75} />
        <span className={classes.name}>{entry.name}</span>
        <span className={classes.hint}>{entry.hint}</span>
      </li>
    </>
  );
}
