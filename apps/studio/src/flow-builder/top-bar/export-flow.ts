import type { Workbench } from '../workbench/workbench.ts';

/** Hands the draft to the browser as a file; secrets are not in it, profiles stand in it by name. */
export function exportFlow({ flow, action }: Workbench): void {
  const { name } = action.getState();
  const text = `${JSON.stringify(flow, undefined, 2)}\n`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = `${name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80) || 'flow'}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
