import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import table from './table.module.css';

interface Props {
  /** What `useInfiniteQuery` answered. */
  readonly list: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
}

/** Reads the next page of a list; nothing when there is none. */
export function LoadMore({ list }: Props): ReactElement | null {
  if (!list.hasNextPage) return null;
  return (
    <div className={table.more}>
      <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        Load more
      </Button>
    </div>
  );
}
