import type { ReactElement, ReactNode } from 'react';
import classes from './shell.module.css';
import { TopBar, type Crumb } from './TopBar.tsx';

interface Props {
  readonly crumbs?: readonly Crumb[] | undefined;
  /** The page's name; also its h1, in the bar above. */
  readonly title: string;
  /** The h1, where it is not the name: a tab of the thing that the page is about. */
  readonly heading?: string | undefined;
  /** The part of the Studio: "Actions". */
  readonly section: string;
  /** What this page is for, in a sentence. */
  readonly text?: ReactNode;
  /** Buttons at the right of the title; at most one filled. */
  readonly tools?: ReactNode;
  /** In the bar, beside the h1. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A page that scrolls: the bar, its name and tools, then what it shows. */
export function Page({ crumbs, title, heading, section, text, tools, aside, children }: Props): ReactElement {
  return (
    <>
      <TopBar crumbs={crumbs} title={heading ?? title} section={section} aside={aside} />
      <div className={classes.page}>
        <div className={classes.pageHead}>
          <div>
            <p className={classes.pageTitle}>{title}</p>
            {text !== undefined && <p className={classes.pageText}>{text}</p>}
          </div>
          {tools !== undefined && <div className={classes.pageTools}>{tools}</div>}
        </div>
        {children}
      </div>
    </>
  );
}
