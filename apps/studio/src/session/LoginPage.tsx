import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, type ReactElement } from 'react';
import { Logo } from '../shell/Logo.tsx';
import classes from './session.module.css';
import { SignInForm } from './SignInForm.tsx';

const route = getRouteApi('/login');

/** The way in for people who have a key; a login link needs no page. */
export function LoginPage(): ReactElement {
  const { next } = route.useSearch();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  useEffect(() => {
    document.title = 'Sign in · Studio';
  }, []);
  const goOn = (): void => {
    queryClient.clear();
    void navigate({ href: next ?? '/', replace: true });
  };
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <div className={classes.brand}>
          <Logo size={28} /> Aftercall
        </div>
        <h1 className={classes.title}>Sign in</h1>
        <p className={classes.text}>The session has the key’s name and role, and lasts until you sign out.</p>
        <SignInForm onSignedIn={goOn} />
      </div>
    </main>
  );
}
