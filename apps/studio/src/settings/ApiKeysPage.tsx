import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { useState, type ReactElement, type SubmitEvent } from 'react';
import { ask } from '../registry-client/ask.ts';
import {
  ApiKeysDocument,
  CreateApiKeyDocument,
  RevokeApiKeyDocument,
  type ApiKeysQuery,
  type Role,
} from '../registry-client/generated/graphql.ts';
import { registryPages } from '../registry-client/registry-query.ts';
import { refuseProblems } from '../registry-client/user-errors.ts';
import { roleWord, useMay } from '../session/viewer.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import dialog from '../ui/dialog.module.css';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { FormProblem } from '../ui/FormProblem.tsx';
import { fromNow, utcFull } from '../ui/format-time.ts';
import { LoadMore } from '../ui/LoadMore.tsx';
import { RoleNeeded } from '../ui/RoleNeeded.tsx';
import { TableSkeleton } from '../ui/Skeletons.tsx';
import table from '../ui/table.module.css';
import { SettingsFrame } from './SettingsFrame.tsx';

const PAGE = 50;
const roles: readonly Role[] = ['VIEWER', 'OPERATOR', 'EDITOR', 'PUBLISHER', 'ADMIN', 'SENDER'];

/** Keys of people and of call systems. */
export function ApiKeysPage(): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const mayAdmin = useMay('ADMIN');
  return (
    <SettingsFrame
      tab="api-keys"
      tools={
        <Button variant="filled" leftSection={<IconPlus />} disabled={!mayAdmin} onClick={() => setOpen(true)}>
          Create key
        </Button>
      }
    >
      {mayAdmin ? <KeyList /> : <RoleNeeded role="Admin" />}
      <Modal opened={isOpen} onClose={() => setOpen(false)} title="Create API key">
        {isOpen && <KeyForm onDone={() => setOpen(false)} />}
      </Modal>
    </SettingsFrame>
  );
}

type Key = ApiKeysQuery['apiKeys']['nodes'][number];

function KeyList(): ReactElement {
  const [asked, setAsked] = useState<Key>();
  const list = useInfiniteQuery(registryPages(ApiKeysDocument, { first: PAGE }, ({ apiKeys }) => apiKeys.pageInfo));
  const revoke = useRevoke(() => setAsked(undefined));
  if (list.isPending) return <TableSkeleton />;
  if (list.data === undefined)
    return <ErrorPanel title="API keys could not be loaded" error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <>
      <div className={table.frame}>
        <table className={table.table} aria-label="API keys">
          <thead>
            <tr>
              {['Name', 'Begins with', 'Role', 'Made', 'Ends'].map((name) => (
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
            {list.data.pages
              .flatMap(({ apiKeys }) => apiKeys.nodes)
              .map((key) => (
                <Row key={key.id} apiKey={key} onRevoke={() => setAsked(key)} />
              ))}
          </tbody>
        </table>
      </div>
      <LoadMore list={list} />
      <ConfirmDialog
        isOpen={asked !== undefined}
        title={`Revoke ${asked?.name ?? ''}?`}
        text="Whoever uses it is refused from now on. This cannot be taken back."
        confirm="Revoke"
        isBusy={revoke.isPending}
        problem={<FormProblem error={revoke.error} />}
        onConfirm={() => asked !== undefined && revoke.mutate(asked.id)}
        onCancel={() => setAsked(undefined)}
      />
    </>
  );
}

function Row({ apiKey, onRevoke }: { readonly apiKey: Key; readonly onRevoke: () => void }): ReactElement {
  const { name, prefix, role, createdAt, createdBy, expiresAt, revokedAt } = apiKey;
  const ends = expiresAt === null ? 'never' : utcFull(expiresAt);
  return (
    <tr>
      <td>{name}</td>
      <td className={table.mono}>{prefix}…</td>
      <td>{roleWord(role)}</td>
      <td title={utcFull(createdAt)}>
        {fromNow(createdAt)}, {createdBy}
      </td>
      <td>{revokedAt === null ? ends : `revoked ${fromNow(revokedAt)}`}</td>
      <td className={table.menu}>
        <Button size="xs" disabled={revokedAt !== null} aria-label={`Revoke ${name}`} onClick={onRevoke}>
          Revoke
        </Button>
      </td>
    </tr>
  );
}

function useRevoke(onDone: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      refuseProblems((await ask({ document: RevokeApiKeyDocument, variables: { id } })).revokeApiKey);
    },
    onSuccess: async () => {
      onDone();
      await queryClient.invalidateQueries({ queryKey: ['registry'] });
    },
  });
}

function KeyForm({ onDone }: { readonly onDone: () => void }): ReactElement {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('VIEWER');
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: async () =>
      refuseProblems(
        (await ask({ document: CreateApiKeyDocument, variables: { input: { name, role } } })).createApiKey,
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['registry'] }),
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  if (create.data?.token != null)
    return (
      <>
        <p className={dialog.text}>This is the only time that the key is shown.</p>
        <p>
          <code>{create.data.token}</code> <CopyButton text={create.data.token} what="API key" />
        </p>
        <div className={dialog.buttons}>
          <Button variant="filled" onClick={onDone}>
            Done
          </Button>
        </div>
      </>
    );
  return (
    <form onSubmit={submit}>
      <TextInput
        label="Name"
        data-autofocus
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Select
        label="Role"
        mt={12}
        data={roles.map((value) => ({ value, label: roleWord(value) }))}
        value={role}
        onChange={(value) => setRole(roles.find((one) => one === value) ?? 'VIEWER')}
      />
      <FormProblem error={create.error} />
      <div className={dialog.buttons}>
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="filled" loading={create.isPending}>
          Create key
        </Button>
      </div>
    </form>
  );
}
