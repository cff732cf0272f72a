import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { AuthProfileDocument, type AuthProfileRowFragment } from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import { NotFound } from '../shell/NotFound.tsx';
import { Page } from '../shell/Page.tsx';
import { PagePending } from '../shell/PagePending.tsx';
import { Chip } from '../ui/Chip.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { fromNow, utcFull } from '../ui/format-time.ts';
import classes from './auth-profiles.module.css';
import { Health } from './Health.tsx';
import { kindWords } from './profile-words.ts';

const route = getRouteApi('/shell/auth-profiles/$profileId');
const list = { name: 'Auth profiles', to: '/auth-profiles' };

/** What is known of one profile; never its secret. */
export function AuthProfilePage(): ReactElement {
  const { profileId } = route.useParams();
  const query = useQuery(registryQuery(AuthProfileDocument, { id: profileId }));
  const crumbs = [{ label: list.name, to: list.to }];
  if (query.isPending) return <PagePending />;
  if (query.data === undefined)
    return (
      <Page title="Auth profile" section={list.name} crumbs={crumbs}>
        <ErrorPanel
          title="The auth profile could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </Page>
    );
  const { authProfile: profile } = query.data;
  if (profile === null) return <NotFound what="auth profile" list={list} />;
  return (
    <Page title={profile.name} section={list.name} crumbs={crumbs} aside={<Chip>{kindWords[profile.kind]}</Chip>}>
      <Facts profile={profile} />
      <h2 className={classes.heading}>Used by</h2>
      {profile.usedBy.length === 0 && <p>No draft and no live version names it.</p>}
      <ul>
        {profile.usedBy.map(({ id, name }) => (
          <li key={id}>
            <Link to="/actions/$actionId/builder" params={{ actionId: id }}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}

function Facts({ profile }: { readonly profile: AuthProfileRowFragment }): ReactElement {
  const { health, origins, settings, version, createdAt, updatedAt } = profile;
  const pairs = (settings as { pairs?: readonly { in: string; name: string }[] } | null)?.pairs ?? [];
  return (
    <dl className={classes.facts}>
      <dt>Health</dt>
      <dd>
        <Health health={health} />
      </dd>
      <dt>Origins</dt>
      <dd className={classes.origins}>{origins.join(', ')}</dd>
      {pairs.length > 0 && (
        <>
          <dt>Keys</dt>
          <dd>{pairs.map(({ in: place, name }) => `${name} (${place.toLowerCase()})`).join(', ')}</dd>
        </>
      )}
      <dt>Secret</dt>
      <dd title={utcFull(updatedAt)}>
        Set, version {version}, last changed {fromNow(updatedAt)}. It cannot be shown.
      </dd>
      <dt>Made</dt>
      <dd title={utcFull(createdAt)}>{fromNow(createdAt)}</dd>
    </dl>
  );
}
