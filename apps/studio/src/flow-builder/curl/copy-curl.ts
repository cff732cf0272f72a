import { announce } from '../../ui/announcements.ts';
import { copyText } from '../../ui/copy-text.ts';
import { nodeOf } from '../edit/node-title.ts';
import type { KnownProfile } from '../workbench/use-surroundings.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { writeCurl } from './write-curl.ts';

/** Copies a request as a curl command, its secrets as variables of the shell. */
export function copyCurl(workbench: Workbench, nodeKey: string, profiles: readonly KnownProfile[] | undefined): void {
  const node = nodeOf(workbench.flow, nodeKey);
  if (node?.kind !== 'apiRequest') return;
  const { authProfile } = node.config;
  const profile = profiles?.find(({ name }) => name === authProfile);
  const command = writeCurl(node.config, authProfile ? { kind: profile?.kind ?? 'BEARER' } : undefined);
  if (copyText(command)) announce('Copied as cURL, secrets as variables of the shell');
  else workbench.tell({ text: 'The browser did not take it. The command:', lines: [command] });
}
