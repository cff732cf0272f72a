import { Link } from '@tanstack/react-router';
import { IconChevronRight } from '@tabler/icons-react';
import { useEffect, type ReactElement, type ReactNode } from 'react';
import { EnvironmentBadge } from './EnvironmentBadge.tsx';
import classes from './shell.module.css';
import { NavButton, SearchButton } from './TopBarTools.tsx';

/** One step of the way to a page. */
export interface Crumb {
  readonly label: string;
  /** A path of the Studio, with its ids filled in. */
  readonly to: string;
}

interface Props {
  /** The way to here, without the page itself. */
  readonly crumbs?: readonly Crumb[] | undefined;
  /** What this page shows: the last crumb, the page's h1 and the begin of the window's title. */
  readonly title: string;
  /** The part of the Studio, for the window's title: "Runs". */
  readonly section: string;
  /** Beside the title: chips. */
  readonly aside?: ReactNode;
  /** At the right: the page's tools; left out, the way into the palette. */
  readonly children?: ReactNode;
}

/** The bar over every page. It names the page for people, for screen readers (h1) and for the browser's tab. */
export function TopBar({ crumbs = [], title, section, aside, children }: Props): ReactElement {
  useEffect(() => {
    document.title = [...new Set([title, section, 'Studio'])].join(' · ');
  }, [title, section]);
  return (
    <header className={classes.topBar}>
      <NavButton />
      <nav aria-label="Breadcrumb" className={classes.crumbs}>
        {crumbs.map(({ label, to }) => (
          <span key={to} className={classes.crumb}>
            <Link to={to}>{label}</Link>
            <IconChevronRight aria-hidden />
          </span>
        ))}
        <h1 className={classes.title}>{title}</h1>
      </nav>
      {aside}
      <div className={classes.topTools}>
        {children}
        {children === undefined && <SearchButton />}
        <EnvironmentBadge />
      </div>
    </header>
  );
}
