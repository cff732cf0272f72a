import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconBroadcast, IconHeadset, IconSearch } from '@tabler/icons-react';
import { useEffect, useState, type ReactElement } from 'react';
import { AgentNamesDocument } from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import { FilterChip } from '../ui/FilterChip.tsx';
import { SlashHint } from '../ui/SlashHint.tsx';
import table from '../ui/table.module.css';
import { ACTION_STATUSES, type ActionListSearch } from './action-list-search.ts';
import { statusWords } from './version-words.ts';

const DEBOUNCE_MS = 250;

interface Props {
  readonly search: ActionListSearch;
  readonly onSearch: (change: Partial<Record<'q' | 'agent' | 'status', string | undefined>>) => void;
  /** `11 of 11` */
  readonly count: string | undefined;
  /** On an agent's own page there is nothing to choose. */
  readonly hasAgents: boolean;
}

/** What narrows the list. All of it stands in the URL. */
export function ActionFilters({ search, onSearch, count, hasAgents }: Props): ReactElement {
  const [text, setText] = useState(search.q ?? '');
  useEffect(() => setText(search.q ?? ''), [search.q]);
  const tell = useDebouncedCallback(
    (q: string) => onSearch({ q: q.trim() === '' ? undefined : q.trim() }),
    DEBOUNCE_MS,
  );
  return (
    <div className={table.toolbar} role="search">
      <TextInput
        size="sm"
        type="search"
        className={table.search}
        aria-label="Search by name"
        placeholder="Search by name"
        leftSection={<IconSearch size={16} stroke={1.75} />}
        rightSection={text === '' && <SlashHint />}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          tell(currentTarget.value);
        }}
      />
      {hasAgents && <AgentFilter value={search.agent} onChange={(agent) => onSearch({ agent })} />}
      <FilterChip
        name="Status"
        icon={IconBroadcast}
        options={ACTION_STATUSES.map((status) => ({ value: status, label: statusWords[status] }))}
        values={search.status === undefined ? [] : [search.status]}
        onChange={([status]) => onSearch({ status })}
      />
      {count !== undefined && <span className={table.count}>{count}</span>}
    </div>
  );
}

interface AgentFilterProps {
  readonly value: string | undefined;
  readonly onChange: (agent: string | undefined) => void;
}

function AgentFilter({ value, onChange }: AgentFilterProps): ReactElement {
  const agents = useQuery(registryQuery(AgentNamesDocument, {})).data?.agents.nodes ?? [];
  return (
    <FilterChip
      name="Agent"
      icon={IconHeadset}
      options={agents.map(({ agentId, name }) => ({ value: agentId, label: name }))}
      values={value === undefined ? [] : [value]}
      onChange={([agent]) => onChange(agent)}
    />
  );
}
