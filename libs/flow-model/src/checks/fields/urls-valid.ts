import { nodesOf } from '../../document/nodes-of.ts';
import type { Check } from '../check.ts';
import { finding, type Finding } from '../finding.ts';
import { compileTemplate, type Template } from '../../template/template.ts';
import { findUrlProblem, urlPlaces } from '../../template/url-template.ts';

/** A URL is absolute, http or https, and no value of a call chooses the host freely. */
export const urlsValid: Check = {
  codes: ['E_URL'],
  find({ flow }) {
    return nodesOf(flow, 'apiRequest').flatMap(({ key, config }) => [
      ...findIn(key, 'config.url', config.url),
      ...findIn(key, 'config.idempotency.lookup.url', config.idempotency.lookup?.url ?? ''),
    ]);
  },
};

function findIn(nodeKey: string, fieldPath: string, url: string): Finding[] {
  const compiled = compileTemplate(url.trim());
  // Empty and broken templates are other checks'.
  if (!compiled.ok || url.trim() === '') return [];
  const problem = findProblem(compiled.value);
  return problem === undefined
    ? []
    : [finding('E_URL', { nodeKey, fieldPath }, `This URL cannot be called: ${problem}.`)];
}

function findProblem(template: Template): string | undefined {
  const places = urlPlaces(template);
  const expressions = template.parts.filter((part) => typeof part === 'object');
  const [first] = expressions;
  if (places[0] === 'origin' && !first?.references.every((reference) => reference.root === 'env')) {
    return 'only a constant ({{env.NAME}}) may stand before the host';
  }
  // Behind a finished name a value would make another host of it: desk.example{{x}} with ".evil.example".
  if (/^https?:\/\/[^/?#]*[A-Za-z0-9]\0+(?:[/?#]|$)/i.test(fillIn(template, '\0'))) {
    return 'a value stands right behind the host: write a / between them';
  }
  return findUrlProblem(fillIn(template, '0'));
}

/** The URL with `value` in the place of each template but the constant at its beginning. */
function fillIn(template: Template, value: string): string {
  const places = urlPlaces(template);
  let at = 0;
  return template.parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const place = places[at];
      at += 1;
      return place === 'origin' ? 'https://constant.example' : value;
    })
    .join('');
}
