/**
 * Tells whoever watches that a run has changed. Called after the change is durable, on the path that runs take: it never
 * throws, never waits, and may forget in a crash, because watchers can always read the ledger itself.
 */
export interface RunChanges {
  note(workspace: string, runId: string): void;
}
