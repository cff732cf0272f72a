import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactElement } from 'react';
import { onSignedOut } from '../registry-client/signed-out.ts';
import classes from './session.module.css';
import { SignInForm } from './SignInForm.tsx';

/** Lies over the page when the session has ended: what was typed stays where it is, and goes on after signing in. */
export function SessionEnded(): ReactElement {
  const [hasEnded, setEnded] = useState(false);
  const queryClient = useQueryClient();
  useEffect(() => onSignedOut(() => setEnded(true)), []);
  const goOn = (): void => {
    setEnded(false);
    void queryClient.invalidateQueries();
  };
  return (
    <Modal
      opened={hasEnded}
      onClose={() => undefined}
      title="Your session has ended"
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      size={440}
    >
      <p className={classes.text}>Sign in again to go on. Nothing on this page is lost.</p>
      <SignInForm onSignedIn={goOn} />
    </Modal>
  );
}
