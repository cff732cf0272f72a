import type { ReactElement, ReactNode } from 'react';
import classes from './chip.module.css';
import { classNames } from './class-names.ts';

interface Props {
  readonly tone?: 'ok' | 'bad' | 'warn' | 'accent' | 'plain';
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  readonly title?: string | undefined;
}

/** A small fact in a frame: a version, a kind, a state. */
export function Chip({ tone = 'plain', icon, children, title }: Props): ReactElement {
  return (
    <span className={classNames(classes.chip, classes[tone])} title={title}>
      {icon}
      {children}
    </span>
  );
}
