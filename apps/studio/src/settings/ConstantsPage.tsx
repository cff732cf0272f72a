import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconPlus, IconVariable } from '@tabler/icons-react';
import { useState, type ReactElement, type SubmitEvent } from 'react';
import { ask } from '../registry-client/ask.ts';
import {
  ConstantListDocument,
  DeleteConstantDocument,
  SetConstantDocument,
  type ConstantListQuery,
} from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import { refuseProblems } from '../registry-client/user-errors.ts';
import { useMay } from '../session/viewer.ts';
import dialog from '../ui/dialog.module.css';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { FormProblem } from '../ui/FormProblem.tsx';
import { fromNow, utcFull } from '../ui/format-time.ts';
import { TableSkeleton } from '../ui/Skeletons.tsx';
import table from '../ui/table.module.css';
import { SettingsFrame } from './SettingsFrame.tsx';

/** Values that flows read as `env.<name>`. */
export function ConstantsPage(): ReactElement {
  const [edited, setEdited] = useState<{ readonly name: string; readonly value: string }>();
  const mayPublish = useMay('PUBLISHER');
  return (
    <SettingsFrame
      tab="constants"
      tools={
        <Button
          variant="filled"
          leftSection={<IconPlus />}
          disabled={!mayPublish}
          onClick={() => setEdited({ name: '', value: '' })}
        >
          Add constant
        </Button>
      }
    >
      <ConstantTable mayPublish={mayPublish} onEdit={setEdited} />
      <Modal opened={edited !== undefined} onClose={() => setEdited(undefined)} title="Constant">
        {edited !== undefined && <ConstantForm {...edited} onDone={() => setEdited(undefined)} />}
      </Modal>
    </SettingsFrame>
  );
}

interface TableProps {
  readonly mayPublish: boolean;
  readonly onEdit: (constant: { readonly name: string; readonly value: string }) => void;
}

function ConstantTable({ mayPublish, onEdit }: TableProps): ReactElement {
  const query = useQuery(registryQuery(ConstantListDocument, {}));
  const remove = useChange(async (name: string) => {
    refuseProblems((await ask({ document: DeleteConstantDocument, variables: { name } })).deleteConstant);
  });
  if (query.isPending) return <TableSkeleton />;
  if (query.data === undefined)
    return (
      <ErrorPanel title="Constants could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
    );
  const { constants } = query.data;
  if (constants.length === 0)
    return (
      <EmptyState
        icon={<IconVariable aria-hidden />}
        title="No constants yet"
        text="A constant holds what differs between staging and production, for example the address of the CRM."
      />
    );
  return (
    <>
      <FormProblem error={remove.error} />
      <div className={table.frame}>
        <table className={table.table} aria-label="Constants">
          <thead>
            <tr>
              {['Name', 'Value', 'Used by', 'Set'].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col">
                <span className="ac-heard-only">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {constants.map((constant) => (
              <Row
                key={constant.name}
                constant={constant}
                mayPublish={mayPublish}
                onEdit={onEdit}
                onDelete={() => remove.mutate(constant.name)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface RowProps extends TableProps {
  readonly constant: ConstantListQuery['constants'][number];
  readonly onDelete: () => void;
}

function Row({ constant, mayPublish, onEdit, onDelete }: RowProps): ReactElement {
  const { name, value, usedBy, updatedAt, updatedBy } = constant;
  return (
    <tr>
      <td className={table.mono}>env.{name}</td>
      <td className={table.mono}>{value}</td>
      <td>{usedBy.map((action) => action.name).join(', ')}</td>
      <td title={utcFull(updatedAt)}>
        {fromNow(updatedAt)}, {updatedBy}
      </td>
      <td className={table.menu}>
        <Button.Group>
          <Button
            size="xs"
            disabled={!mayPublish}
            aria-label={`Change ${name}`}
            onClick={() => onEdit({ name, value })}
          >
            Change
          </Button>
          <Button size="xs" disabled={!mayPublish} aria-label={`Delete ${name}`} onClick={onDelete}>
            Delete
          </Button>
        </Button.Group>
      </td>
    </tr>
  );
}

interface FormProps {
  readonly name: string;
  readonly value: string;
  readonly onDone: () => void;
}

function ConstantForm({ name, value, onDone }: FormProps): ReactElement {
  const [typed, setTyped] = useState({ name, value });
  const save = useChange(async (input: { name: string; value: string }) => {
    refuseProblems((await ask({ document: SetConstantDocument, variables: { input } })).setConstant);
  }, onDone);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    save.mutate(typed);
  };
  return (
    <form onSubmit={submit}>
      <TextInput
        label="Name"
        description="Flows read it as env.NAME. Not for secrets: those are auth profiles."
        data-autofocus
        readOnly={name !== ''}
        value={typed.name}
        onChange={({ currentTarget }) => setTyped({ ...typed, name: currentTarget.value })}
      />
      <TextInput
        label="Value"
        mt={12}
        value={typed.value}
        onChange={({ currentTarget }) => setTyped({ ...typed, value: currentTarget.value })}
      />
      <FormProblem error={save.error} />
      <div className={dialog.buttons}>
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="filled" loading={save.isPending}>
          Save constant
        </Button>
      </div>
    </form>
  );
}

function useChange<Input>(change: (input: Input) => Promise<void>, onDone?: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      onDone?.();
      await queryClient.invalidateQueries({ queryKey: ['registry'] });
    },
  });
}
