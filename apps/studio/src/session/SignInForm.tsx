import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState, type SubmitEvent, type ReactElement } from 'react';
import { signIn } from './session-requests.ts';
import classes from './session.module.css';

/** Takes an API key and opens a session with it. The key is not kept here. */
export function SignInForm({ onSignedIn }: { readonly onSignedIn: () => void }): ReactElement {
  const [apiKey, setApiKey] = useState('');
  const [missing, setMissing] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: () => {
      setApiKey('');
      onSignedIn();
    },
    onError: () => field.current?.focus(),
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (apiKey.trim() === '') {
      setMissing('API key is required');
      field.current?.focus();
    } else attempt.mutate(apiKey.trim());
  };
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <PasswordInput
        ref={field}
        label="API key"
        description="An admin makes keys at Settings, API keys. npm run up -- login prints a link that needs none."
        autoComplete="current-password"
        data-autofocus
        value={apiKey}
        error={missing ?? (attempt.error === null ? undefined : reasonOf(attempt.error))}
        onChange={({ currentTarget }) => {
          setApiKey(currentTarget.value);
          setMissing(undefined);
          attempt.reset();
        }}
      />
      <Button type="submit" variant="filled" loading={attempt.isPending} fullWidth>
        Sign in
      </Button>
    </form>
  );
}

function reasonOf(error: Error): string {
  const { code, status } = error as { code?: string; status?: number };
  if (code === 'UNAUTHENTICATED' || status === 401) return 'This key is not known, was revoked, or has ended';
  return error.message;
}
