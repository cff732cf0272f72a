import { ActionIcon, Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useFieldArray, useForm, type UseFormReturn } from 'react-hook-form';
import { ask } from '../registry-client/ask.ts';
import { RegisterAgentDocument } from '../registry-client/generated/graphql.ts';
import { announce } from '../ui/announcements.ts';
import dialog from '../ui/dialog.module.css';
import { FormProblem } from '../ui/FormProblem.tsx';
import classes from './agents.module.css';

interface AgentFields {
  readonly agentId: string;
  readonly name: string;
  readonly endNodes: readonly { readonly id: string; readonly name: string }[];
}

interface Props {
  readonly isOpen: boolean;
  /** What is known of the agent when it is registered anew. */
  readonly agent?: AgentFields | undefined;
  readonly onDone: () => void;
}

/** Registers an agent with its End Call nodes; registering one again changes it. */
export function AgentForm({ isOpen, agent, onDone }: Props): ReactElement {
  return (
    <Modal opened={isOpen} onClose={onDone} title={agent === undefined ? 'Register agent' : `Edit ${agent.name}`}>
      {isOpen && <Fields agent={agent} onDone={onDone} />}
    </Modal>
  );
}

function Fields({ agent, onDone }: Omit<Props, 'isOpen'>): ReactElement {
  const form = useForm<AgentFields>({ defaultValues: agent ?? { agentId: '', name: '', endNodes: [] } });
  const { errors } = form.formState;
  const register = useRegister(form, onDone);
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => void form.handleSubmit((it) => register.mutate(it))(event)}
    >
      <TextInput
        label="Agent id"
        description="As the call system sends it with every call."
        data-autofocus
        readOnly={agent !== undefined}
        error={errors.agentId?.message}
        {...form.register('agentId', { required: 'Agent id is required' })}
      />
      <TextInput
        label="Name"
        error={errors.name?.message}
        {...form.register('name', { required: 'Name is required' })}
      />
      <EndNodes form={form} />
      <FormProblem error={register.error} />
      <div className={dialog.buttons}>
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="filled" loading={register.isPending}>
          {agent === undefined ? 'Register agent' : 'Save agent'}
        </Button>
      </div>
    </form>
  );
}

function useRegister(form: UseFormReturn<AgentFields>, onDone: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ agentId, name, endNodes }: AgentFields) => {
      const input = { agentId: agentId.trim(), name: name.trim(), endNodes: [...endNodes] };
      return (await ask({ document: RegisterAgentDocument, variables: { input } })).registerAgent;
    },
    onSuccess: async ({ agent, userErrors }) => {
      for (const { path, message } of userErrors) {
        const field = path?.[1];
        form.setError(field === 'agentId' || field === 'name' ? field : 'root', { message }, { shouldFocus: true });
      }
      if (agent === null) return;
      announce('Agent registered');
      onDone();
      await queryClient.invalidateQueries({ queryKey: ['registry'] });
    },
  });
}

function EndNodes({ form }: { readonly form: UseFormReturn<AgentFields> }): ReactElement {
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'endNodes' });
  const root = form.formState.errors.root?.message;
  return (
    <fieldset className={classes.fieldset}>
      <legend>End Call nodes</legend>
      {fields.map((field, at) => (
        <div key={field.id} className={classes.row}>
          <TextInput
            aria-label={`Id of node ${String(at + 1)}`}
            placeholder="end-resolved"
            {...form.register(`endNodes.${at}.id`)}
          />
          <TextInput
            aria-label={`Name of node ${String(at + 1)}`}
            placeholder="Resolved"
            {...form.register(`endNodes.${at}.name`)}
          />
          <ActionIcon aria-label={`Remove node ${String(at + 1)}`} onClick={() => remove(at)}>
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      <Button size="sm" leftSection={<IconPlus />} onClick={() => append({ id: '', name: '' })}>
        Add node
      </Button>
      {root !== undefined && <p className={classes.problem}>{root}</p>}
    </fieldset>
  );
}
