import { giveOrder } from './control/control-socket.ts';
import { stateFolderOf } from './state/state-folder.ts';
import { up } from './up.ts';

/** What stands behind `npm run up --`; command.mjs reads it. */
export type RunCommand =
  | { readonly name: 'up'; readonly once: boolean }
  | { readonly name: 'stop' | 'start'; readonly service: string }
  | { readonly name: 'login' };

/** Does what was asked. @returns the exit code */
export async function main(command: RunCommand, root: string): Promise<number> {
  const folder = stateFolderOf(root);
  switch (command.name) {
    case 'up':
      return up({ root, folder, once: command.once });
    case 'login':
      console.error('There is no Studio to log in to yet: it is not built. GraphQL takes the admin key of up.json');
      return 1;
    default:
      return order(folder, command);
  }
}

async function order(folder: string, command: { name: 'stop' | 'start'; service: string }): Promise<number> {
  const answer = await giveOrder(folder, { name: command.name, service: command.service });
  if (answer === undefined) {
    console.error('Nothing is up in this folder. Remedy: npm run up');
    return 1;
  }
  if (answer.ok) console.log(answer.text);
  else console.error(answer.text);
  return answer.ok ? 0 : 1;
}
