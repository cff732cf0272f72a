type Listener = () => void;
const listeners = new Set<Listener>();

/** Calls `listener` whenever the registry says that nobody is signed in. Returns what ends that. */
export function onSignedOut(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Told by whatever was refused for want of a session. */
export function tellSignedOut(): void {
  for (const listener of listeners) listener();
}
