import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useContext, useEffect, useState, useSyncExternalStore, type ReactElement } from 'react';
import { LiveUpdatesContext, useLiveState } from '../registry-client/live-updates.ts';
import classes from './shell.module.css';

/** A connection that is back within this time was never worth a word. */
const PATIENCE_MS = 1500;

/** A thin bar while the browser has no network, or changes are not told as they happen. */
export function ConnectionNotice(): ReactElement | null {
  const isOnline = useSyncExternalStore(listen, () => navigator.onLine);
  const updates = useContext(LiveUpdatesContext);
  const isLost = useLongLost();
  if (!isOnline)
    return (
      <div className={classes.notice} role="status">
        <IconPlugConnectedX aria-hidden />
        <span>This browser is offline. What you change is kept here and sent when the connection is back.</span>
      </div>
    );
  if (!isLost) return null;
  return (
    <div className={classes.notice} role="status">
      <IconPlugConnectedX aria-hidden />
      <span>Live updates paused, polling every 5 s</span>
      <Button variant="subtle" size="xs" onClick={() => updates.reconnect()}>
        Reconnect now
      </Button>
    </div>
  );
}

function useLongLost(): boolean {
  const isLost = useLiveState() === 'lost';
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(isLost), isLost ? PATIENCE_MS : 0);
    return () => clearTimeout(timer);
  }, [isLost]);
  return isLong && isLost;
}

function listen(tell: () => void): () => void {
  window.addEventListener('online', tell);
  window.addEventListener('offline', tell);
  return () => {
    window.removeEventListener('online', tell);
    window.removeEventListener('offline', tell);
  };
}
