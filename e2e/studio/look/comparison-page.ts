import { differsEverywhere, type Comparison } from './comparison.ts';

/** docs/look.html: each picture of the visual reference beside ours, and what differs. */
export function comparisonPage(comparisons: readonly Comparison[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>The look of the Studio · Aftercall</title>
<style>
  body { max-width: 1800px; margin: 0 auto; padding: 24px; font: 14px/20px system-ui, sans-serif; }
  section { margin: 40px 0; }
  .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; }
  figure { margin: 0; }
  img { width: 100%; height: auto; border: 1px solid #8888; border-radius: 8px; }
  figcaption { margin-top: 4px; }
  .none { display: grid; place-items: center; min-height: 120px; border: 1px dashed #8888; border-radius: 8px; }
  @media (max-width: 800px) { .pair { grid-template-columns: 1fr; } }
</style>
<h1>The look of the Studio</h1>
<p>Left the visual reference, right the Studio as it is, at the same size. Made by <code>npm run look</code>.</p>
<h2>What differs in all of them</h2>
${list(differsEverywhere)}
${comparisons.map(section).join('\n')}
</html>
`;
}

function section({ reference, ours, differs }: Comparison): string {
  const own =
    ours === undefined
      ? '<div class="none">No screen</div>'
      : picture(`look/ours/${reference}.webp`, `The Studio: ${ours.scene}, ${ours.theme}, ${String(ours.width)} px`);
  return `<section>
<h2>${reference}</h2>
<div class="pair">
${picture(`look/reference/${reference}.webp`, `Reference: ${reference}`)}
${own}
</div>
${list(differs)}
</section>`;
}

function picture(file: string, words: string): string {
  return `<figure><img loading="lazy" src="${file}" alt="${words}"><figcaption>${words}</figcaption></figure>`;
}

function list(sentences: readonly string[]): string {
  return `<ul>\n${sentences.map((sentence) => `<li>${sentence}</li>`).join('\n')}\n</ul>`;
}
