import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Role } from '../registry-client/generated/graphql.ts';
import { includesRole, roleWord, useViewer } from '../session/viewer.ts';
import { classNames } from '../ui/class-names.ts';
import table from '../ui/table.module.css';
import { SettingsFrame } from './SettingsFrame.tsx';
import classes from './settings.module.css';

const roles: readonly Role[] = ['VIEWER', 'OPERATOR', 'EDITOR', 'PUBLISHER', 'ADMIN'];

/** What people ask about, in the order of what it takes; the registry's table of roles decides. */
const abilities: readonly { readonly does: string; readonly needs: Role }[] = [
  { does: 'See agents, actions, versions, calls and runs', needs: 'VIEWER' },
  { does: 'See bodies of requests and answers', needs: 'OPERATOR' },
  { does: 'Cancel runs, decide what is in doubt, map again', needs: 'OPERATOR' },
  { does: 'Create actions, change drafts, Send, test runs', needs: 'EDITOR' },
  { does: 'Publish, make a version live, pause, archive', needs: 'PUBLISHER' },
  { does: 'Register agents, set agents of actions, set constants', needs: 'PUBLISHER' },
  { does: 'Create auth profiles, API keys and login links', needs: 'ADMIN' },
];

/** Who is signed in, what that allows, and who can change it. Read only: roles are given elsewhere. */
export function AccessPage(): ReactElement {
  const viewer = useViewer();
  return (
    <SettingsFrame tab="access">
      {viewer !== undefined && (
        <p className={classes.lead}>
          You are <strong>{viewer.name}</strong>, with the role <strong>{roleWord(viewer.role)}</strong> in{' '}
          {viewer.workspace.name}. A session has the role of the <Link to="/settings/api-keys">API key</Link> or login
          link that began it; an admin makes both.
        </p>
      )}
      <div className={table.frame} role="region" aria-label="What each role may do" tabIndex={0}>
        <table className={table.table} aria-label="What each role may do">
          <thead>
            <tr>
              <th scope="col">May</th>
              {roles.map((role) => (
                <th key={role} scope="col" className={classes.role} data-own={viewer?.role === role || undefined}>
                  {roleWord(role)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {abilities.map(({ does, needs }) => (
              <tr key={does}>
                <th scope="row" className={classes.ability}>
                  {does}
                </th>
                {roles.map((role) => (
                  <td key={role} className={classes.role} data-own={viewer?.role === role || undefined}>
                    {includesRole(role, needs) ? (
                      <IconCheck role="img" aria-label="yes" size={16} stroke={2} className={classes.yes} />
                    ) : (
                      <span className={classNames(classes.no)}>–</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.lead}>
        Call systems use keys of the role Sender: these post call events and may ask nothing.
      </p>
    </SettingsFrame>
  );
}
