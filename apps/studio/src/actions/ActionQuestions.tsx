import { Button, Modal, MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { AgentNamesDocument, type ActionRowFragment } from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import dialog from '../ui/dialog.module.css';
import { FormProblem } from '../ui/FormProblem.tsx';
import { useActionChange } from './action-changes.ts';

/** An action and what is asked about it. */
export interface ActionQuestion {
  readonly about: 'archive' | 'agents';
  readonly action: ActionRowFragment;
}

interface Props {
  readonly question: ActionQuestion | undefined;
  readonly onDone: () => void;
}

/** What is asked before an action is archived, and which agents it is to hear. */
export function ActionQuestions({ question, onDone }: Props): ReactElement {
  const change = useActionChange();
  const done = (): void => {
    change.reset();
    onDone();
  };
  const isArchive = question?.about === 'archive';
  return (
    <>
      <ConfirmDialog
        isOpen={isArchive}
        title={`Archive ${question?.action.name ?? ''}?`}
        text="It hears no more calls and leaves the lists. Its versions and runs can still be read. This cannot be taken back."
        typed={question?.action.name}
        confirm="Archive"
        isBusy={change.isPending}
        problem={<FormProblem error={change.error} />}
        onConfirm={() => question && change.mutate({ kind: 'archive', action: question.action }, { onSuccess: done })}
        onCancel={done}
      />
      <Modal opened={question?.about === 'agents'} onClose={done} title={`Agents of ${question?.action.name ?? ''}`}>
        {question?.about === 'agents' && <AgentsForm action={question.action} onDone={done} />}
      </Modal>
    </>
  );
}

function AgentsForm({
  action,
  onDone,
}: {
  readonly action: ActionRowFragment;
  readonly onDone: () => void;
}): ReactElement {
  const [agentIds, setAgentIds] = useState(() => action.agents.map(({ agentId }) => agentId));
  const agents = useQuery(registryQuery(AgentNamesDocument, {})).data?.agents.nodes ?? action.agents;
  const change = useActionChange();
  return (
    <>
      <p className={dialog.text}>
        {action.liveVersion === null
          ? 'It hears their calls once it is published.'
          : 'This changes production at once: calls of these agents run its live version.'}
      </p>
      <MultiSelect
        label="Agents"
        data-autofocus
        searchable
        data={agents.map(({ agentId, name }) => ({ value: agentId, label: name }))}
        value={agentIds}
        onChange={setAgentIds}
      />
      <FormProblem error={change.error} />
      <div className={dialog.buttons}>
        <Button onClick={onDone}>Cancel</Button>
        <Button
          variant="filled"
          loading={change.isPending}
          onClick={() => change.mutate({ kind: 'agents', action, agentIds }, { onSuccess: onDone })}
        >
          Set agents
        </Button>
      </div>
    </>
  );
}
