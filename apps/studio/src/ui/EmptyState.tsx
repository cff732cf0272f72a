import type { ReactElement, ReactNode } from 'react';
import classes from './panels.module.css';

interface Props {
  readonly icon: ReactNode;
  /** One sentence or a few words: "No runs match". */
  readonly title: string;
  /** What this is, or why nothing is here. */
  readonly text?: ReactNode;
  /** The way on: one button, perhaps a link. */
  readonly children?: ReactNode;
}

/** A place with nothing in it says what it is for and what to do. */
export function EmptyState({ icon, title, text, children }: Props): ReactElement {
  return (
    <section className={classes.empty} aria-label={title}>
      {icon}
      <h2 className={classes.emptyTitle}>{title}</h2>
      {text !== undefined && <p className={classes.emptyText}>{text}</p>}
      {children !== undefined && <div className={classes.buttons}>{children}</div>}
    </section>
  );
}
