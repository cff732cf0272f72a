import { renameSync } from 'node:fs';
import { ForeignData } from '@aftercall/dev-harness';
import type { Say } from '../say.ts';

/**
 * Renames a folder that cannot be used, so that its place is free; what is in it stays as it is, and the person is told.
 * @param why - completes "<folder> …"
 * @returns where it is now
 */
export function moveAside(folder: string, why: string, say: Say): string {
  const aside = `${folder}.old-${new Date().toISOString().replaceAll(':', '').slice(0, 21)}`;
  renameSync(folder, aside);
  say.warn(`${folder} ${why}: moved to ${aside}, and begun anew. Delete it when you like`);
  return aside;
}

/** Starts a server; when another release made its data, moves that aside and starts it on new data. */
export async function startAnewIfForeign<Server>(say: Say, start: () => Promise<Server>): Promise<Server> {
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof ForeignData)) throw error;
    moveAside(error.folder, error.message.slice(error.folder.length + 1), say);
    return start();
  }
}
