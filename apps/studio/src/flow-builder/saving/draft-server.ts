import type { FlowDocument } from '@aftercall/flow-model';

/** A draft as the registry keeps it. */
export interface SavedDraft {
  readonly flow: FlowDocument;
  readonly revision: number;
  readonly savedAt: Date;
  readonly savedBy: string;
}

/** What became of a save. */
export type SaveOutcome =
  | { readonly type: 'saved'; readonly draft: Omit<SavedDraft, 'flow'> }
  /** Somebody else saved meanwhile; theirs is kept. */
  | { readonly type: 'stale'; readonly theirs: SavedDraft }
  /** The registry does not take it: no right to, archived, no flow document. */
  | { readonly type: 'refused'; readonly problem: string }
  /** Nobody is signed in any more. */
  | { readonly type: 'signedOut' }
  /** No answer, or one that says nothing about the draft: try again. */
  | { readonly type: 'unreachable' };

/** Where drafts are saved. */
export interface DraftServer {
  /** Saves if nobody else has since `expectedRevision`. Never throws. */
  save(draft: { flow: FlowDocument; expectedRevision: number }): Promise<SaveOutcome>;
}

/** What this browser keeps of work that the registry does not have yet. */
export interface LocalDraft {
  readonly flow: FlowDocument;
  /** The revision that it was made from. */
  readonly revision: number;
  readonly at: Date;
}

/** Where a browser keeps them: a crash, a closed tab or a server that is away loses nothing. Each promise may fail quietly. */
export interface LocalDrafts {
  put(actionId: string, draft: LocalDraft): Promise<void>;
  find(actionId: string): Promise<LocalDraft | undefined>;
  remove(actionId: string): Promise<void>;
}

/** Lets time pass, and tells when it has. */
export interface Timers {
  now(): Date;
  /** Calls `work` once after `delayMs`; the function that is returned takes it back. */
  after(delayMs: number, work: () => void): () => void;
}
