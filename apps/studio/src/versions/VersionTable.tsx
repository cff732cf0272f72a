import { ActionIcon, Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconArrowBackUp, IconBroadcast, IconDots, IconEye, IconFileExport, IconGitCompare } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { ActionVersionsQuery } from '../registry-client/generated/graphql.ts';
import { useMay } from '../session/viewer.ts';
import { Chip } from '../ui/Chip.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { FormProblem } from '../ui/FormProblem.tsx';
import { fromNow, utcFull } from '../ui/format-time.ts';
import table from '../ui/table.module.css';
import classes from './versions.module.css';
import { useVersionChange, type VersionChange } from './version-changes.ts';

type WholeAction = NonNullable<ActionVersionsQuery['action']>;
type Version = WholeAction['versions']['nodes'][number];

interface Props {
  readonly actionId: string;
  readonly versions: readonly Version[];
  readonly draft: WholeAction['draft'];
}

/** Versions, one row each, and what can be done with one. */
export function VersionTable({ actionId, versions, draft }: Props): ReactElement {
  const [asked, setAsked] = useState<VersionChange>();
  const change = useVersionChange();
  const ask = (kind: VersionChange['kind'], number: number): void =>
    setAsked({ kind, actionId, number, revision: draft.revision });
  const done = (): void => {
    setAsked(undefined);
    change.reset();
  };
  return (
    <>
      <div className={table.frame}>
        <table className={table.table} aria-label="Versions">
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Note</th>
              <th scope="col" className={table.wide}>
                By
              </th>
              <th scope="col">Published</th>
              <th scope="col">
                <span className="ac-heard-only">More</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version) => (
              <Row key={version.number} actionId={actionId} version={version} onAsk={ask} />
            ))}
          </tbody>
        </table>
      </div>
      <ConfirmDialog
        isOpen={asked !== undefined}
        title={
          asked?.kind === 'live'
            ? `Make v${String(asked.number)} live?`
            : `Use v${String(asked?.number ?? '')} as draft?`
        }
        text={
          asked?.kind === 'live'
            ? 'New calls run it at once. Runs under way keep the version that they began with. The draft stays as it is.'
            : draftText(draft.changedSinceLive)
        }
        confirm={asked?.kind === 'live' ? 'Make live' : 'Use as draft'}
        isBusy={change.isPending}
        problem={<FormProblem error={change.error} />}
        onConfirm={() => asked !== undefined && change.mutate(asked, { onSuccess: done })}
        onCancel={done}
      />
    </>
  );
}

function draftText(isAhead: boolean): string {
  return isAhead
    ? 'The draft has changes that were not published: they are lost.'
    : 'The draft is what is live, so nothing is lost.';
}

interface RowProps {
  readonly actionId: string;
  readonly version: Version;
  readonly onAsk: (kind: VersionChange['kind'], number: number) => void;
}

function Row({ actionId, version, onAsk }: RowProps): ReactElement {
  const { number, note, publishedBy, publishedAt, isLive } = version;
  return (
    <tr>
      <td className={table.nowrap}>
        <span className={classes.number}>
          <Link
            to="/actions/$actionId/versions/$number"
            params={{ actionId, number: String(number) }}
            className={table.name}
            data-row-link
          >
            v{number}
          </Link>
          {isLive && (
            <Chip tone="ok" icon={<IconBroadcast aria-hidden stroke={1.75} />}>
              Live
            </Chip>
          )}
        </span>
      </td>
      <td className={classes.note}>{note === '' ? '–' : note}</td>
      <td className={table.wide}>{publishedBy}</td>
      <td className={table.nowrap} title={utcFull(publishedAt)}>
        {fromNow(publishedAt)}
      </td>
      <td className={table.menu}>
        <VersionMenu actionId={actionId} version={version} onAsk={onAsk} />
      </td>
    </tr>
  );
}

const icon = { size: 16, stroke: 1.75 };

function VersionMenu({ actionId, version, onAsk }: RowProps): ReactElement {
  const mayEdit = useMay('EDITOR');
  const mayPublish = useMay('PUBLISHER');
  const change = useVersionChange();
  const { number, isLive } = version;
  return (
    <Menu width={200}>
      <Menu.Target>
        <ActionIcon size="sm" aria-label={`More about v${String(number)}`}>
          <IconDots {...icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component={Link}
          to={`/actions/${actionId}/versions/${String(number)}`}
          leftSection={<IconEye {...icon} />}
        >
          View
        </Menu.Item>
        <Menu.Item
          component={Link}
          to={`/actions/${actionId}/compare?from=${String(number)}&to=draft`}
          leftSection={<IconGitCompare {...icon} />}
        >
          Compare with the draft
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileExport {...icon} />}
          onClick={() => change.mutate({ kind: 'export', actionId, number, revision: 0 })}
        >
          Export JSON
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconArrowBackUp {...icon} />}
          disabled={!mayEdit}
          onClick={() => onAsk('draft', number)}
        >
          Use as draft
        </Menu.Item>
        <Menu.Item
          leftSection={<IconBroadcast {...icon} />}
          disabled={!mayPublish || isLive}
          onClick={() => onAsk('live', number)}
        >
          Make live
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
