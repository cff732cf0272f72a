import { Button, Tabs } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconPencil } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { Page } from '../shell/Page.tsx';
import classes from './versions.module.css';

interface Props {
  readonly actionId: string;
  /** Its name; the id while it is not known. */
  readonly name: string;
  readonly description?: string | undefined;
  readonly tab: 'overview' | 'versions';
  readonly aside?: ReactNode;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** What the pages of one action beside its builder have in common. */
export function ActionFrame({ actionId, name, description, tab, aside, tools, children }: Props): ReactElement {
  return (
    <Page
      title={name}
      section="Actions"
      crumbs={[{ label: 'Actions', to: '/actions' }]}
      text={description}
      aside={aside}
      tools={
        <>
          {tools}
          <Button
            variant="filled"
            component={Link}
            to={`/actions/${actionId}/builder`}
            leftSection={<IconPencil stroke={1.75} />}
          >
            Open builder
          </Button>
        </>
      }
    >
      <Tabs value={tab} className={classes.tabs ?? ''}>
        <Tabs.List>
          <Tabs.Tab value="overview" component={Link} {...{ to: `/actions/${actionId}/overview` }}>
            Overview
          </Tabs.Tab>
          <Tabs.Tab value="versions" component={Link} {...{ to: `/actions/${actionId}/versions` }}>
            Versions
          </Tabs.Tab>
        </Tabs.List>
      </Tabs>
      {children}
    </Page>
  );
}
