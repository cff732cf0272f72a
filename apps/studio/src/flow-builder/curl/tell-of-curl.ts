import type { Workbench } from '../workbench/workbench.ts';
import type { ReadCurl } from './read-curl.ts';

/** Lists what of a curl command was not taken over, and where its credentials belong. Nothing is dropped in silence. */
export function tellOfCurl(workbench: Workbench, { leftOut, credentials }: ReadCurl): void {
  const [key] = workbench.view.getState().selected;
  const lines = leftOut.map(({ what, why }) => `${what}: ${why}`);
  if (credentials !== undefined) {
    lines.unshift('Authorization was left out: keep it in an auth profile');
  }
  if (lines.length > 0) {
    workbench.tell({
      text: 'Not everything of the curl command was taken over:',
      lines,
      wayOut:
        credentials === undefined || key === undefined
          ? undefined
          : { label: 'New auth profile', run: () => workbench.open({ type: 'newProfile', key }) },
    });
  }
}
