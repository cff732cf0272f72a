import type { RunCommand } from '@aftercall/wire-format';
import { judgeMapping } from './judge-mapping.ts';
import { judgeResolution } from './judge-resolution.ts';
import { signature, wrongState, type CommandedRun, type Verdict } from './verdict.ts';

/**
 * What a command comes to: the facts that carry it out, or why it cannot be done in this state. Pure, so it is asked of a run
 * that is only read and again of the run that is driven.
 */
export function judgeCommand(command: RunCommand, run: CommandedRun, now: Date): Verdict {
  if (run.state.commands.has(command.commandId)) return { ok: true, facts: [] };
  switch (command.command) {
    case 'cancel':
      return judgeCancel(command, run, now);
    case 'resolveInDoubt':
      return judgeResolution(command, run, now);
    case 'mapAgain':
      return judgeMapping(command, run, now);
    default:
      return command satisfies never;
  }
}

function judgeCancel(
  command: Extract<RunCommand, { command: 'cancel' }>,
  { state, ended }: CommandedRun,
  now: Date,
): Verdict {
  if (ended === 'CANCELLED' || state.cancelled !== undefined) return { ok: true, facts: [] };
  if (ended !== undefined) {
    return wrongState(`the run is over, it ${ended}: there is nothing left to cancel`, ['runId']);
  }
  return { ok: true, facts: [{ kind: 'cancelled', ...signature(command, now) }] };
}
