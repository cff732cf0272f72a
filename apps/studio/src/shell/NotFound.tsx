import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconMapOff } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Page } from './Page.tsx';

interface Props {
  /** What was looked for: "run". Left out: a page. */
  readonly what?: string;
  /** Where others of its kind are listed. */
  readonly list?: { readonly name: string; readonly to: string };
}

/** For an address that leads nowhere: it was deleted, is of another workspace, or never existed. */
export function NotFound({ what = 'page', list = { name: 'Actions', to: '/actions' } }: Props): ReactElement {
  return (
    <Page title="Not found" section={list.name}>
      <EmptyState
        icon={<IconMapOff aria-hidden />}
        title={`There is no such ${what}`}
        text="It was deleted, is in another workspace, or never existed."
      >
        <Button component={Link} to={list.to}>
          Go to {list.name}
        </Button>
      </EmptyState>
    </Page>
  );
}

/** For an address that no route knows. */
export function NoSuchPage(): ReactElement {
  return <NotFound />;
}
