import { runCommand } from '@aftercall/wire-format';
import { workspaceOf } from '../../plumbing/http/internal-routes.ts';
import { refuse } from '../../plumbing/http/problem-details.ts';
import type { Routes } from '../../plumbing/http/routes.ts';
import type { CarryOutCommands } from '../commands/carry-out-commands.ts';

const MAX_COMMAND_BYTES = 4 * 1024 * 1024;

/** `POST /internal/run-commands`: orders to runs, from the registry. */
export function runCommandRoutes(commands: Pick<CarryOutCommands, 'give'>): Routes {
  return (app) => {
    app.post('/internal/run-commands', { bodyLimit: MAX_COMMAND_BYTES }, async (request, reply) => {
      const command = runCommand.safeParse(request.body);
      if (command.success) return commands.give(workspaceOf(request), command.data);
      const [issue] = command.error.issues;
      const message = `${(issue?.path ?? []).join('.')}: ${issue?.message ?? 'cannot be read'}`;
      return refuse(reply, { status: 400, code: 'INVALID', message });
    });
  };
}
