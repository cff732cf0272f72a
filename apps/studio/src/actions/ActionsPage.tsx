import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useMay } from '../session/viewer.ts';
import { Page } from '../shell/Page.tsx';
import { useRowKeys } from '../ui/use-row-keys.ts';
import { ActionList } from './ActionList.tsx';
import { CreateActionDialog } from './CreateActionDialog.tsx';
import { useActionList } from './use-action-list.ts';

const route = getRouteApi('/shell/actions');

/** All actions of the workspace. */
export function ActionsPage(): ReactElement {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/actions' });
  const queryClient = useQueryClient();
  const [focusId, setFocusId] = useState<string>();
  const mayEdit = useMay('EDITOR');
  const { isFirst } = useActionList(search);
  const create = (startWith: string | undefined): void =>
    void navigate({ search: (known) => ({ ...known, new: startWith }) as typeof known });
  useRowKeys({
    c: () => create('blank'),
    r: (row) =>
      row?.dataset.actionId !== undefined && void navigate({ to: '/runs', search: { action: row.dataset.actionId } }),
  });
  return (
    <Page
      title="Actions"
      section="Actions"
      text="Flows that run when a call ends."
      tools={
        isFirst ? undefined : (
          <>
            <Button leftSection={<IconFileImport stroke={1.75} />} disabled={!mayEdit} onClick={() => create('import')}>
              Import JSON
            </Button>
            <Button variant="filled" leftSection={<IconPlus />} disabled={!mayEdit} onClick={() => create('blank')}>
              Create New Action
            </Button>
          </>
        )
      }
    >
      <ActionList
        search={search}
        focusId={focusId}
        onCreate={create}
        onSearch={(change) => void navigate({ search: (known) => ({ ...known, ...change }) as typeof known })}
      />
      <CreateActionDialog
        startWith={search.new}
        onClose={() => create(undefined)}
        onCreated={(action, thenEdit) => {
          void queryClient.invalidateQueries({ queryKey: ['registry'] });
          if (thenEdit) void navigate({ to: '/actions/$actionId/builder', params: { actionId: action.id } });
          else {
            setFocusId(action.id);
            create(undefined);
          }
        }}
      />
    </Page>
  );
}
