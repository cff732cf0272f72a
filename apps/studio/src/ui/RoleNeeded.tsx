import { IconLock } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { CopyButton } from './CopyButton.tsx';
import { EmptyState } from './EmptyState.tsx';

interface Props {
  /** `Publisher` */
  readonly role: string;
}

/** In place of what a person may not see: which role is missing, who can grant it, and the words to ask for it. */
export function RoleNeeded({ role }: Props): ReactElement {
  const request = `I need the role ${role} in Aftercall for ${globalThis.location.href}`;
  return (
    <EmptyState icon={<IconLock aria-hidden />} title={`You need the role ${role}`} text="An admin can grant it.">
      <CopyButton text={request} what="request text" />
    </EmptyState>
  );
}
