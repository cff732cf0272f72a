import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { IconHistory } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { ActionVersionsDocument } from '../registry-client/generated/graphql.ts';
import { registryPages } from '../registry-client/registry-query.ts';
import { NotFound } from '../shell/NotFound.tsx';
import { PagePending } from '../shell/PagePending.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { LoadMore } from '../ui/LoadMore.tsx';
import { useRowKeys } from '../ui/use-row-keys.ts';
import { ActionFrame } from './ActionFrame.tsx';
import { VersionTable } from './VersionTable.tsx';

const route = getRouteApi('/shell/actions/$actionId/versions');
const PAGE = 50;

/** What was published, newest first. */
export function VersionsPage(): ReactElement {
  const { actionId } = route.useParams();
  const list = useInfiniteQuery(
    registryPages(ActionVersionsDocument, { id: actionId, first: PAGE }, ({ action }) => action?.versions.pageInfo),
  );
  useRowKeys();
  if (list.isPending) return <PagePending />;
  const [first] = list.data?.pages ?? [];
  if (list.data === undefined || first === undefined)
    return (
      <ActionFrame actionId={actionId} name="Action" tab="versions">
        {list.error !== null && (
          <ErrorPanel title="Versions could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
        )}
      </ActionFrame>
    );
  if (first.action === null) return <NotFound what="action" />;
  const versions = list.data.pages.flatMap(({ action }) => action?.versions.nodes ?? []);
  const { name, draft } = first.action;
  return (
    <ActionFrame actionId={actionId} name={name} tab="versions">
      {versions.length === 0 ? (
        <EmptyState
          icon={<IconHistory aria-hidden />}
          title="No version yet"
          text="Publishing makes an immutable numbered version of the draft. Runs keep the version that they began with."
        />
      ) : (
        <VersionTable actionId={actionId} versions={versions} draft={draft} />
      )}
      <LoadMore list={list} />
    </ActionFrame>
  );
}
