import { Button } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { IconBroadcast, IconPlayerPause } from '@tabler/icons-react';
import { useMemo, type ReactElement } from 'react';
import { Page } from '../shell/Page.tsx';
import { useRowKeys } from '../ui/use-row-keys.ts';
import { isRunListFiltered, runFilterOf, type RunListSearch } from './run-list-search.ts';
import { RunFilters } from './RunFilters.tsx';
import { RunList } from './RunList.tsx';

const route = getRouteApi('/shell/runs');

/** One run per action and call. */
export function RunsPage(): ReactElement {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/runs' });
  const isLive = search.live !== 'off';
  // A range ends now, and now is when its filters were chosen: else every minute would be another question.
  const filter = useMemo(() => runFilterOf(search, new Date()), [search]);
  const replace = (next: RunListSearch): void => void navigate({ search: isLive ? next : { ...next, live: 'off' } });
  useRowKeys({
    x: (row) => row?.closest('tr')?.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click(),
  });
  return (
    <Page
      title="Runs"
      section="Runs"
      text="One run per action and call. Times in UTC."
      tools={
        <Button
          aria-pressed={isLive}
          variant={isLive ? 'light' : 'default'}
          leftSection={isLive ? <IconBroadcast stroke={1.75} /> : <IconPlayerPause stroke={1.75} />}
          onClick={() =>
            void navigate({ search: (known) => ({ ...known, live: isLive ? 'off' : undefined }) as RunListSearch })
          }
        >
          {isLive ? 'Live' : 'Paused'}
        </Button>
      }
    >
      <RunFilters
        search={search}
        onReplace={replace}
        onChange={(change) => void navigate({ search: (known) => ({ ...known, ...change }) as RunListSearch })}
      />
      <RunList
        key={JSON.stringify(filter)}
        filter={filter}
        isFiltered={isRunListFiltered(search)}
        isLive={isLive}
        onClearFilters={() => replace({})}
      />
    </Page>
  );
}
