import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { WorkspacesDocument } from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import { chooseWorkspace } from '../registry-client/workspace-choice.ts';
import { useViewer } from '../session/viewer.ts';
import { classNames } from '../ui/class-names.ts';
import classes from './shell.module.css';

/** The workspace that everything here is of. A key of the installation may choose; any other has one. */
export function WorkspaceChoice(): ReactElement {
  const viewer = useViewer();
  const workspaces = useQuery({
    ...registryQuery(WorkspacesDocument, {}),
    enabled: viewer?.isOfInstallation === true,
  });
  const own = viewer === undefined ? [] : [viewer.workspace];
  const all = workspaces.data?.workspaces.nodes ?? own;
  const choose = (id: string | null): void => {
    if (id === null || id === viewer?.workspace.id) return;
    chooseWorkspace(id);
    // Everything that is shown is of the former workspace: begin anew.
    window.location.assign('/');
  };
  return (
    <div className={classes.workspace}>
      <Select
        aria-label="Workspace"
        data={all.map(({ id, name }) => ({ value: id, label: name }))}
        value={viewer?.workspace.id ?? null}
        onChange={choose}
        disabled={viewer === undefined}
        placeholder="Workspace"
        classNames={{ input: classes.workspaceField }}
        leftSectionWidth={36}
        leftSectionPointerEvents="none"
        leftSection={
          <span
            aria-hidden
            className={classNames(classes.initial, classes.square)}
            data-initial={viewer?.workspace.name.charAt(0).toUpperCase()}
          />
        }
      />
    </div>
  );
}
