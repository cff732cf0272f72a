import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { AuthProfilesDocument, type AuthProfileRowFragment } from '../registry-client/generated/graphql.ts';
import { registryPages } from '../registry-client/registry-query.ts';
import { useMay } from '../session/viewer.ts';
import { Page } from '../shell/Page.tsx';
import { Chip } from '../ui/Chip.tsx';
import { classNames } from '../ui/class-names.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { fromNow, utcFull } from '../ui/format-time.ts';
import { LoadMore } from '../ui/LoadMore.tsx';
import { TableSkeleton } from '../ui/Skeletons.tsx';
import table from '../ui/table.module.css';
import { useRowKeys } from '../ui/use-row-keys.ts';
import { AuthProfileForm } from './AuthProfileForm.tsx';
import { Health } from './Health.tsx';
import { kindWords } from './profile-words.ts';
import classes from './auth-profiles.module.css';

const route = getRouteApi('/shell/auth-profiles');
const PAGE = 50;

/** Reusable credentials. */
export function AuthProfilesPage(): ReactElement {
  const { new: isOpen = false } = route.useSearch();
  const navigate = useNavigate({ from: '/auth-profiles' });
  const [focusId, setFocusId] = useState<string>();
  const mayAdmin = useMay('ADMIN');
  const open = (): void => void navigate({ search: { new: true } });
  const close = (): void => void navigate({ search: {} });
  useRowKeys({ c: () => mayAdmin && open() });
  return (
    <Page
      title="Auth profiles"
      section="Auth profiles"
      text="Credentials kept by the vault. Flows name a profile and never hold its secret."
      tools={
        <Button
          variant="filled"
          leftSection={<IconPlus />}
          disabled={!mayAdmin}
          title={mayAdmin ? undefined : 'Making one needs the role Admin'}
          onClick={open}
        >
          New profile
        </Button>
      }
    >
      <ProfileList focusId={focusId} mayAdmin={mayAdmin} onNew={open} />
      <AuthProfileForm
        isOpen={isOpen}
        onClose={close}
        onCreated={({ id }) => {
          setFocusId(id);
          close();
        }}
      />
    </Page>
  );
}

interface ListProps {
  readonly focusId: string | undefined;
  readonly mayAdmin: boolean;
  readonly onNew: () => void;
}

function ProfileList({ focusId, mayAdmin, onNew }: ListProps): ReactElement {
  const list = useInfiniteQuery(
    registryPages(AuthProfilesDocument, { first: PAGE }, ({ authProfiles }) => authProfiles?.pageInfo),
  );
  if (list.isPending) return <TableSkeleton />;
  if (list.data === undefined)
    return (
      <ErrorPanel title="Auth profiles could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
    );
  const profiles = list.data.pages.flatMap(({ authProfiles }) => authProfiles?.nodes ?? []);
  if (profiles.length === 0)
    return (
      <EmptyState
        icon={<IconKey aria-hidden />}
        title="No auth profiles yet"
        text="A profile keeps an API key, a token or a password, and says where it may be sent."
      >
        <Button disabled={!mayAdmin} onClick={onNew}>
          New profile
        </Button>
      </EmptyState>
    );
  return (
    <>
      <div className={table.frame}>
        <table className={classNames(table.table, table.two)} aria-label="Auth profiles">
          <thead>
            <tr>
              <th scope="col">Health</th>
              <th scope="col">Name</th>
              <th scope="col">Kind</th>
              <th scope="col" className={table.number}>
                Used by
              </th>
              <th scope="col" className={table.wide}>
                Changed
              </th>
            </tr>
          </thead>
          <tbody>
            {profiles.map((profile) => (
              <Row key={profile.id} profile={profile} isFocused={profile.id === focusId} />
            ))}
          </tbody>
        </table>
      </div>
      <LoadMore list={list} />
    </>
  );
}

function Row({
  profile,
  isFocused,
}: {
  readonly profile: AuthProfileRowFragment;
  readonly isFocused: boolean;
}): ReactElement {
  const { id, name, kind, health, origins, usedBy, updatedAt } = profile;
  return (
    <tr>
      <td>
        <Health health={health} />
      </td>
      <td>
        <Link
          to="/auth-profiles/$profileId"
          params={{ profileId: id }}
          className={table.name}
          data-row-link
          ref={(link: HTMLAnchorElement | null) => {
            if (isFocused) link?.focus();
          }}
        >
          {name}
        </Link>
        <span className={classNames(table.under, classes.origins)}>{origins.join(', ')}</span>
      </td>
      <td>
        <Chip>{kindWords[kind]}</Chip>
      </td>
      <td className={table.number}>{usedBy.length}</td>
      <td className={table.wide} title={utcFull(updatedAt)}>
        {fromNow(updatedAt)}
      </td>
    </tr>
  );
}
