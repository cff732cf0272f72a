import { Button, Modal, MultiSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Controller, useForm, type UseFormReturn } from 'react-hook-form';
import { ask } from '../registry-client/ask.ts';
import {
  ActionNamesDocument,
  AgentNamesDocument,
  type ActionRowFragment,
} from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import { announce } from '../ui/announcements.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { FormProblem } from '../ui/FormProblem.tsx';
import classes from './actions.module.css';
import { createAction, type NewAction } from './create-action.ts';
import { StartFromField } from './StartFromField.tsx';

const MAX_DESCRIPTION = 500;

interface Props {
  /** `blank`, `import` or a starter's id; undefined = the dialog is closed. */
  readonly startWith: string | undefined;
  /** The agent on whose page it was opened. */
  readonly agent?: { readonly agentId: string; readonly name: string } | undefined;
  readonly onClose: () => void;
  /** `thenEdit`: its author wants to go on in the Flow Builder. */
  readonly onCreated: (action: ActionRowFragment, thenEdit: boolean) => void;
}

/** Create New Action: name, description, agents, what to start from; *Save*, or *Save & Edit Flow*. */
export function CreateActionDialog(props: Props): ReactElement {
  const { startWith, onClose } = props;
  const [isDirty, setDirty] = useState(false);
  const [asks, setAsks] = useState(false);
  const close = (): void => {
    setDirty(false);
    setAsks(false);
    onClose();
  };
  return (
    <>
      <Modal
        opened={startWith !== undefined}
        onClose={() => (isDirty ? setAsks(true) : close())}
        title="Create New Action"
        closeOnEscape={!asks}
      >
        {startWith !== undefined && (
          <CreateActionForm {...props} startWith={startWith} onClose={close} onDirty={setDirty} />
        )}
      </Modal>
      <ConfirmDialog
        isOpen={asks}
        title="Discard what you typed?"
        text="The action was not created."
        confirm="Discard"
        onConfirm={close}
        onCancel={() => setAsks(false)}
      />
    </>
  );
}

type FormProps = Props & { readonly startWith: string; readonly onDirty: (isDirty: boolean) => void };

function CreateActionForm({ startWith, agent, onClose, onCreated, onDirty }: FormProps): ReactElement {
  const form = useForm<NewAction>({
    mode: 'onBlur',
    reValidateMode: 'onChange',
    defaultValues: {
      name: '',
      description: '',
      agentIds: agent === undefined ? [] : [agent.agentId],
      startFrom: startWith,
      importText: '',
    },
  });
  const { dirtyFields, errors } = form.formState;
  const create = useMutation({ mutationFn: createAction });
  const save = (thenEdit: boolean) =>
    form.handleSubmit(async (wanted) => {
      const { action, problems } = await create.mutateAsync({ ...wanted, name: wanted.name.trim() });
      if (action === undefined) {
        for (const [at, { field, message }] of problems.entries())
          form.setError(field, { message }, { shouldFocus: at === 0 });
        return;
      }
      announce('Action created');
      onCreated(action, thenEdit);
    });
  return (
    <form
      className={classes.form}
      noValidate
      onChange={() => onDirty(true)}
      onSubmit={(event) => void save(true)(event)}
      aria-label="Create New Action"
    >
      <p className={classes.formText}>
        A post-call action runs a flow when a call{agent === undefined ? '' : ` of ${agent.name}`} ends.
      </p>
      <NameAndDescription form={form} />
      <AgentsField form={form} />
      <StartFromField form={form} />
      <FormProblem error={errors.root?.message === undefined ? create.error : new Error(errors.root.message)} />
      <div className={classes.buttons}>
        <Button onClick={onClose} disabled={create.isPending && Object.keys(dirtyFields).length > 0}>
          Cancel
        </Button>
        <Button variant="outline" loading={create.isPending} onClick={(event) => void save(false)(event)}>
          Save
        </Button>
        <Button variant="filled" type="submit" loading={create.isPending}>
          Save &amp; Edit Flow
        </Button>
      </div>
    </form>
  );
}

interface FieldProps {
  readonly form: UseFormReturn<NewAction>;
}

function NameAndDescription({ form }: FieldProps): ReactElement {
  const { errors } = form.formState;
  const description = form.watch('description');
  return (
    <>
      <TextInput
        label="Name"
        data-autofocus
        autoComplete="off"
        error={errors.name?.message}
        {...form.register('name', {
          validate: (name) => findNameProblem(name),
          // What was wrong with the former name says nothing of the one that is being typed.
          onChange: () => form.clearErrors('name'),
        })}
      />
      <Textarea
        label={
          <span className={classes.labelRow}>
            <span>
              Description <small>optional</small>
            </span>
            <small aria-hidden>
              {description.length} of {MAX_DESCRIPTION}
            </small>
          </span>
        }
        labelProps={{ style: { width: '100%' } }}
        aria-label="Description"
        minRows={3}
        error={errors.description?.message}
        {...form.register('description', {
          maxLength: { value: MAX_DESCRIPTION, message: `At most ${String(MAX_DESCRIPTION)} characters` },
        })}
      />
    </>
  );
}

function AgentsField({ form }: FieldProps): ReactElement {
  const agents = useQuery(registryQuery(AgentNamesDocument, {})).data?.agents.nodes ?? [];
  return (
    <Controller
      control={form.control}
      name="agentIds"
      render={({ field, fieldState }) => (
        <MultiSelect
          label="Agents"
          description="Whose calls it hears. Agents can be added later."
          placeholder={field.value.length === 0 ? 'No agent yet' : undefined}
          searchable
          clearable
          data={agents.map(({ agentId, name }) => ({ value: agentId, label: name }))}
          value={[...field.value]}
          onChange={field.onChange}
          onBlur={field.onBlur}
          error={fieldState.error?.message}
        />
      )}
    />
  );
}

/** Names are unique, letter case aside. The registry has the last word: another author may be quicker. */
async function findNameProblem(typed: string): Promise<string | true> {
  const name = typed.trim();
  if (name === '') return 'Name is required';
  if (name.length < 3) return 'At least 3 characters';
  if (name.length > 80) return 'At most 80 characters';
  const found = await ask({ document: ActionNamesDocument, variables: { search: name } }).catch(() => undefined);
  const isTaken = found?.actions.nodes.some((other) => other.name.toLowerCase() === name.toLowerCase()) === true;
  return isTaken ? 'Another action has this name' : true;
}
