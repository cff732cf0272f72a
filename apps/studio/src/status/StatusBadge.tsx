import type { ReactElement } from 'react';
import classes from './status.module.css';
import { statusLooks, type AnyStatus } from './status-looks.ts';
import { classNames } from '../ui/class-names.ts';

interface Props {
  readonly status: AnyStatus;
  /** `label` in tables: the icon coloured, the word as text. `chip` in headers: tinted. */
  readonly shape?: 'label' | 'chip';
  readonly testId?: string | undefined;
}

/** A status by icon, word and shape; colour only repeats it. */
export function StatusBadge({ status, shape = 'label', testId }: Props): ReactElement {
  const { word, icon: Icon, tone } = statusLooks[status];
  return (
    <span className={classNames(classes[shape], classes[tone])} data-testid={testId}>
      <Icon aria-hidden stroke={1.75} />
      {word}
    </span>
  );
}
