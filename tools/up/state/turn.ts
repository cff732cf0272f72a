import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeFolderTurn } from '@aftercall/dev-harness';

/**
 * Starts of one user on one machine take turns, from the choice of ports until everything listens: two that chose the
 * same port would take each other's services for their own.
 * @returns what ends the turn
 */
export function takeTurn(signal: AbortSignal): Promise<() => void> {
  return takeFolderTurn(join(tmpdir(), `aftercall-start-${String(process.getuid?.() ?? '')}`), signal);
}
