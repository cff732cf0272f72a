import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { IconFileImport, IconPhoneX, IconPlus } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { ActionList } from '../actions/ActionList.tsx';
import { CreateActionDialog } from '../actions/CreateActionDialog.tsx';
import { useActionList } from '../actions/use-action-list.ts';
import { useMay } from '../session/viewer.ts';
import { useRowKeys } from '../ui/use-row-keys.ts';
import { AgentFrame, type WholeAgent } from './AgentFrame.tsx';
import classes from './agents.module.css';

const route = getRouteApi('/shell/agents/$agentId/actions/post-call');

/** The post-call actions that hear an agent's calls. */
export function AgentActionsPage(): ReactElement {
  const { agentId } = route.useParams();
  return (
    <AgentFrame agentId={agentId} tab="actions/post-call">
      {(agent) => <PostCallActions agent={agent} />}
    </AgentFrame>
  );
}

function PostCallActions({ agent }: { readonly agent: WholeAgent }): ReactElement {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/agents/$agentId/actions/post-call' });
  const queryClient = useQueryClient();
  const [focusId, setFocusId] = useState<string>();
  const mayEdit = useMay('EDITOR');
  const { isFirst } = useActionList(search, agent.agentId);
  const create = (startWith: string | undefined): void =>
    void navigate({ search: (known) => ({ ...known, new: startWith }) as typeof known });
  useRowKeys({ c: () => create('blank') });
  return (
    <>
      <div className={classes.tools}>
        <span className={classes.postCall}>
          <IconPhoneX aria-hidden size={14} stroke={1.75} />
          Post-Call
        </span>
        <p>Flows that run after calls of this agent.</p>
        {!isFirst && (
          <>
            <Button leftSection={<IconFileImport stroke={1.75} />} disabled={!mayEdit} onClick={() => create('import')}>
              Import JSON
            </Button>
            <Button variant="filled" leftSection={<IconPlus />} disabled={!mayEdit} onClick={() => create('blank')}>
              Create New Action
            </Button>
          </>
        )}
      </div>
      <ActionList
        search={search}
        agentId={agent.agentId}
        focusId={focusId}
        onCreate={create}
        onSearch={(change) => void navigate({ search: (known) => ({ ...known, ...change }) as typeof known })}
      />
      <CreateActionDialog
        startWith={search.new}
        agent={agent}
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
    </>
  );
}
