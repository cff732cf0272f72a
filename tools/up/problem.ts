import { isFault } from '@aftercall/service-runtime';

/** Something that the person at the terminal can mend: the message says how. Shown without a stack. */
export class UpProblem extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'UpProblem';
  }
}

/** Ctrl-C, SIGTERM or a closed terminal while something was going on. */
export class StopAsked extends Error {
  override name = 'StopAsked';
}

const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Remedy: free some space (1 GB is enough), then run this again; nothing is broken',
  EDQUOT: 'your disk quota is used up. Remedy: free some space, then run this again; nothing is broken',
  EACCES: 'this may not be read or written by you. Remedy: run it as the owner of the folder, or change the owner',
  EPERM: 'this may not be changed by you. Remedy: run it as the owner of the folder, or change the owner',
  EROFS: 'the file system is read-only. Remedy: set AFTERCALL_FOLDER to a folder that can be written',
  EMFILE: 'too many files are open. Remedy: raise the limit (ulimit -n 4096), then run this again',
};

/** One clear text for the terminal: what went wrong and what to do about it. */
export function explain(error: unknown): string {
  if (error instanceof UpProblem) return error.message;
  if (isFault(error)) return explainFault(error);
  if (!(error instanceof Error)) return String(error);
  const { code, path } = error as NodeJS.ErrnoException;
  const remedy = code === undefined ? undefined : remedies[code];
  if (remedy !== undefined) return `${path === undefined ? '' : `${path}: `}${remedy}`;
  if (error.message.includes('No space left on device')) return remedies['ENOSPC'] ?? error.message;
  return error.message;
}

function explainFault(error: Error & { code: string; facts: Readonly<Record<string, unknown>> }): string {
  const facts = Object.entries(error.facts).filter(([, value]) => value !== undefined);
  const about = facts.map(([name, value]) => `${name} ${String(value)}`).join(', ');
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${about === '' ? '' : ` (${about})`}${cause} [${error.code}]`;
}
