import type { RunChanges } from '../run-changes.ts';

/** {@link RunChanges} that remembers what it was told, in order. */
export class MemoryRunChanges implements RunChanges {
  readonly noted: { workspace: string; runId: string }[] = [];

  note(workspace: string, runId: string): void {
    this.noted.push({ workspace, runId });
  }
}
