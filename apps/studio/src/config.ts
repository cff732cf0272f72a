/** What the registry tells the Studio in index.html. */
export interface StudioConfig {
  /** What `<style>` elements must carry under the registry's policy; empty while nothing serves one. */
  readonly nonce: string;
  /** What the installation is for; undefined = its operator does not say. */
  readonly environment: Environment | undefined;
}

/** An installation's name and the colour of its badge. */
export interface Environment {
  readonly name: string;
  readonly colour: EnvironmentColour;
}

const COLOURS = ['ink', 'blue', 'green', 'amber', 'red'] as const;
export type EnvironmentColour = (typeof COLOURS)[number];

/** Reads what the page was served with. A placeholder that nobody filled in counts as left out. */
export function readConfig(page: Document): StudioConfig {
  const name = metaOf(page, 'environment-name');
  const colour = COLOURS.find((known) => known === metaOf(page, 'environment-colour')) ?? 'ink';
  return { nonce: metaOf(page, 'csp-nonce'), environment: name === '' ? undefined : { name, colour } };
}

function metaOf(page: Document, name: string): string {
  const content = page.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
  return content.startsWith('__') ? '' : content;
}
