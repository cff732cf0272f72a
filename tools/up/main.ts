import { giveOrder } from './control/control-socket.ts';
import type { Order } from './control/control-socket.ts';
import { stateFolderOf } from './state/state-folder.ts';
import { up } from './up.ts';

/** What stands behind `npm run up --`; command.mjs reads it. */
export type RunCommand = { readonly name: 'up'; readonly once: boolean } | Order;

/** Does what was asked. @returns the exit code */
export async function main(command: RunCommand, root: string): Promise<number> {
  const folder = stateFolderOf(root);
  return command.name === 'up' ? up({ root, folder, once: command.once }) : give(folder, command);
}

async function give(folder: string, order: Order): Promise<number> {
  const answer = await giveOrder(folder, order);
  if (answer === undefined) {
    console.error('Nothing is up in this folder. Remedy: npm run up');
    return 1;
  }
  if (answer.ok) console.log(answer.text);
  else console.error(answer.text);
  return answer.ok ? 0 : 1;
}
