type Listener = (text: string) => void;
const listeners = new Set<Listener>();

/** Has `text` spoken by a screen reader, politely: what an action did, where nothing on the screen takes the focus. */
export function announce(text: string): void {
  for (const listener of listeners) listener(text);
}

/** For the live region. Returns what ends it. */
export function onAnnouncement(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
