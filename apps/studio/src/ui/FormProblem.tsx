import { IconAlertOctagonFilled } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import classes from './dialog.module.css';

interface Props {
  /** A RegistryError has a code and a request id; null or undefined shows nothing. */
  readonly error: (Error & { readonly code?: string; readonly requestId?: string | undefined }) | null | undefined;
}

/** What keeps a form from being saved and belongs to none of its fields. */
export function FormProblem({ error }: Props): ReactElement | null {
  if (error == null) return null;
  const facts = [error.code, error.requestId && `request ${error.requestId}`].filter(Boolean).join(', ');
  return (
    <div className={classes.problem} role="alert">
      <IconAlertOctagonFilled aria-hidden />
      <span>
        {error.message} {facts !== '' && <code>{facts}</code>}
      </span>
    </div>
  );
}
