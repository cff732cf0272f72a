import { hash } from 'node:crypto';

/** What makes a call's post-call action the same one, whatever process runs it and however often. */
export interface CallIdentity {
  workspace: string;
  actionId: string;
  callId: string;
  eventType: string;
  /** From 0; changed only by "replay as new". */
  replayGeneration: number;
}

/** One outgoing write of that action. `loopPath` holds the indexes of the loops around the node, outermost first. */
export interface WriteIdentity extends CallIdentity {
  nodeKey: string;
  loopPath: readonly number[];
}

/**
 * The value of the `Idempotency-Key` header: the same over retries, crashes, restarts and a restored backup, because
 * nothing in it belongs to a run or a process.
 *
 * Others can compute it: take the JSON array
 * `["aftercall-key-1", workspace, actionId, callId, eventType, nodeKey, loopPath, replayGeneration]`
 * as `JSON.stringify` writes it (no white space), encode it as UTF-8, and write its SHA-256 in lower-case hexadecimal.
 * JSON keeps the members apart, so no two identities share a text. The first member names this recipe: a new one would
 * change every key, and with it what targets take for a repetition.
 */
export function idempotencyKey(identity: WriteIdentity): string {
  const { workspace, actionId, callId, eventType, nodeKey, loopPath, replayGeneration } = identity;
  const text = JSON.stringify([
    'aftercall-key-1',
    workspace,
    actionId,
    callId,
    eventType,
    nodeKey,
    loopPath,
    replayGeneration,
  ]);
  return hash('sha256', text, 'hex');
}
