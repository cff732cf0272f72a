import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { IconSearch } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { SlashHint } from '../ui/SlashHint.tsx';
import type { RunListSearch } from './run-list-search.ts';

const RUN_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

interface Props {
  readonly onChange: (change: RunListSearch) => void;
}

/** Finds runs by an id. A text does not say what it is the id of, so the field offers what it can be. */
export function RunSearch({ onChange }: Props): ReactElement {
  const [text, setText] = useState('');
  const combobox = useCombobox();
  const navigate = useNavigate();
  const id = text.trim();
  const take = (kind: string): void => {
    combobox.closeDropdown();
    setText('');
    if (kind === 'run') void navigate({ to: '/runs/$runId', params: { runId: id } });
    else onChange(kind === 'call' ? { call: id } : { externalId: id });
  };
  return (
    <Combobox store={combobox} onOptionSubmit={take} shadow="md">
      <Combobox.Target>
        <TextInput
          size="sm"
          type="search"
          w={280}
          maw="100%"
          aria-label="Run id, call id or external id"
          placeholder="Run id, call id or external id"
          leftSection={<IconSearch size={16} stroke={1.75} />}
          rightSection={text === '' && <SlashHint />}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
            combobox.selectFirstOption();
          }}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={id === ''}>
        <Combobox.Options>
          {RUN_ID.test(id) && <Combobox.Option value="run">Open the run {id}</Combobox.Option>}
          <Combobox.Option value="externalId">Runs with the external id {id}</Combobox.Option>
          <Combobox.Option value="call">Runs of the call {id}</Combobox.Option>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
