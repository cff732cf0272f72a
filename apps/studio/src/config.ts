/** What the registry tells the Studio in index.html. */
export interface StudioConfig {
  /** What `<style>` elements must carry under the registry's policy; empty while nothing serves one. */
  readonly nonce: string;
}

/** Reads what the page was served with. A placeholder that nobody filled in counts as left out. */
export function readConfig(page: Document): StudioConfig {
  return { nonce: metaOf(page, 'csp-nonce') };
}

function metaOf(page: Document, name: string): string {
  const content = page.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
  return content.startsWith('__') ? '' : content;
}
