import { IconPlugConnectedX } from '@tabler/icons-react';
import { useSyncExternalStore, type ReactElement } from 'react';
import classes from './shell.module.css';

/** A thin bar while the browser has no network. What is typed stays here and is sent when it is back. */
export function ConnectionNotice(): ReactElement | null {
  const isOnline = useSyncExternalStore(listen, () => navigator.onLine);
  if (isOnline) return null;
  return (
    <div className={classes.notice} role="status">
      <IconPlugConnectedX aria-hidden />
      <span>This browser is offline. What you change is kept here and sent when the connection is back.</span>
    </div>
  );
}

function listen(tell: () => void): () => void {
  window.addEventListener('online', tell);
  window.addEventListener('offline', tell);
  return () => {
    window.removeEventListener('online', tell);
    window.removeEventListener('offline', tell);
  };
}
