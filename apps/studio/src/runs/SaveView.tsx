import { Button, Popover, TextInput } from '@mantine/core';
import { IconBookmark, IconBookmarkOff } from '@tabler/icons-react';
import { useState, type ReactElement, type SubmitEvent } from 'react';
import { announce } from '../ui/announcements.ts';
import { findNameProblem, useOwnViews } from './own-views.ts';
import { isRunListFiltered, type RunListSearch } from './run-list-search.ts';
import { viewOf } from './run-views.ts';

/** Keeps the filters of now under a name, or lets go of the view that they are. */
export function SaveView({ search }: { readonly search: RunListSearch }): ReactElement | null {
  const { views, remove } = useOwnViews();
  const [isOpen, setOpen] = useState(false);
  const current = viewOf(search, views);
  if (!isRunListFiltered(search)) return null;
  if (current !== undefined)
    return views.includes(current) ? (
      <Button
        variant="subtle"
        color="gray"
        size="sm"
        leftSection={<IconBookmarkOff stroke={1.75} />}
        onClick={() => {
          remove(current.name);
          announce(`View ${current.name} removed`);
        }}
      >
        Remove view
      </Button>
    ) : null;
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={280} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="sm"
          leftSection={<IconBookmark stroke={1.75} />}
          onClick={() => setOpen(!isOpen)}
        >
          Save view
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <NameForm search={search} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function NameForm({ search, onDone }: { readonly search: RunListSearch; readonly onDone: () => void }): ReactElement {
  const { views, save } = useOwnViews();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string>();
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const found = findNameProblem(name, views);
    setProblem(found);
    if (found !== undefined) return;
    save({ name, search });
    announce(`View ${name.trim()} saved`);
    onDone();
  };
  return (
    <form onSubmit={onSubmit} noValidate aria-label="Save view">
      <TextInput
        label="Name of the view"
        description="Kept in this browser. To share it, send its address."
        data-autofocus
        value={name}
        error={problem}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Button type="submit" variant="outline" mt={12}>
        Save view
      </Button>
    </form>
  );
}
