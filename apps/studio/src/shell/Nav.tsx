import { Link, useRouterState } from '@tanstack/react-router';
import { useId, type ReactElement } from 'react';
import { Logo } from './Logo.tsx';
import { navGroups, type NavGroup } from './nav-entries.ts';
import classes from './shell.module.css';
import { ThemeButton } from './ThemeButton.tsx';
import { UserMenu } from './UserMenu.tsx';
import { WorkspaceChoice } from './WorkspaceChoice.tsx';

/** The navigation at the left; a column of icons where a page needs the room. */
export function Nav(): ReactElement {
  return (
    <div className={classes.nav}>
      <Link to="/" className={classes.brand} aria-label="Aftercall, home">
        <Logo />
        <span>Aftercall</span>
      </Link>
      <WorkspaceChoice />
      <nav aria-label="Main" className={classes.groups}>
        {navGroups.map((group) => (
          <Group key={group.name ?? 'last'} group={group} />
        ))}
      </nav>
      <div className={classes.foot}>
        <UserMenu />
        <ThemeButton />
      </div>
    </div>
  );
}

function Group({ group }: { readonly group: NavGroup }): ReactElement {
  const id = useId();
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <>
      {group.name !== undefined && (
        <div id={id} className={classes.groupName}>
          {group.name}
        </div>
      )}
      <ul className={classes.group} {...(group.name === undefined ? {} : { 'aria-labelledby': id })}>
        {group.entries.map(({ name, to, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              className={classes.entry}
              title={name}
              aria-current={path === to || path.startsWith(`${to}/`) ? 'page' : undefined}
            >
              <Icon aria-hidden stroke={1.75} />
              <span className={classes.entryName}>{name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
