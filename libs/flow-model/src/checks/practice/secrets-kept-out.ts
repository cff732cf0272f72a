import { isJsonObject, type Json } from '../../document/json.ts';
import type { FlowNode } from '../../document/node-catalog.ts';
import { templateSites } from '../../template/template-sites.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';

/** Nothing that looks like a credential is written into a flow: whoever reads the flow would have it. */
export const secretsKeptOut: Check = {
  codes: ['W_SECRET_IN_TEXT'],
  find({ flow }) {
    return flow.nodes.flatMap((node) =>
      textsOf(node)
        .filter(looksSecret)
        .map(({ fieldPath }) => {
          // The message goes into logs and answers: it must not repeat what it found.
          const message =
            'This looks like a secret, and everyone who may read the flow could read it: ' +
            'keep it in an auth profile, and name that in the request.';
          return finding('W_SECRET_IN_TEXT', { nodeKey: node.key, fieldPath }, message);
        }),
    );
  },
};

/** A text as an author typed it, with the name that it was given. */
interface NamedText {
  fieldPath: string;
  name: string;
  text: string;
}

function textsOf(node: FlowNode): NamedText[] {
  const sites = templateSites(node).map(({ fieldPath, source }) => ({
    fieldPath,
    name: nameAt(node, fieldPath),
    text: source,
  }));
  return [...sites, ...fixedTexts(node)];
}

/** Texts in which no template can stand. */
function fixedTexts(node: FlowNode): NamedText[] {
  if (node.kind === 'start') {
    return node.config.variables.flatMap(({ name, sample }, at) =>
      typeof sample === 'string' ? [{ fieldPath: `config.variables.${String(at)}.sample`, name, text: sample }] : [],
    );
  }
  if (node.kind !== 'apiRequest') return [];
  return node.config.mapping.flatMap(({ variable, default: fallback }, at) => {
    const fieldPath = `config.mapping.${String(at)}.default`;
    return typeof fallback === 'string' ? [{ fieldPath, name: variable, text: fallback }] : [];
  });
}

/** A row's own name or variable; of a JSON tree the member's name. */
function nameAt(node: FlowNode, fieldPath: string): string {
  const steps = fieldPath.split('.');
  const row = steps.slice(0, -1).reduce<unknown>(memberOf, node);
  if (steps.at(-1) === 'value' && isJsonObject(row)) {
    const name: Json | undefined = row['name'] ?? row['variable'];
    if (typeof name === 'string') return name;
  }
  return steps.findLast((step) => !/^\d+$/.test(step)) ?? '';
}

function memberOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value[Number(name)] as unknown;
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The last word of names that credentials go by, whatever way words are joined. */
const SECRET_NAME =
  /(?:^|[-_. ]|(?<=[a-z0-9])(?=[A-Z]))(?:authorization|api[-_ ]?key|token|secret|password|passwd|pwd|passphrase|credentials?|private[-_ ]?key|cookie)$/i;

/** Credentials that show by themselves what they are. Each is bounded, so that no text can make it slow. */
const SECRET_SHAPES = [
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/,
  /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\./,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\b(?:sk|rk|pk)_(?:live|test)_[0-9A-Za-z]{10,}/,
  /\bgh[pousr]_[0-9A-Za-z]{20,}/,
  /\bxox[abprs]-[0-9A-Za-z-]{10,}/,
  /\bAIza[\w-]{30,}/,
  /\bglpat-[\w-]{15,}/,
  /\b(?:Bearer|Basic) [\w+/=.~-]{16,}/i,
];

/** In the query of a URL: the name and a value that is written out. */
const SECRET_PARAMETER =
  /[?&](?:[\w.-]{0,40}[-_.])?(?:api[-_]?key|token|secret|password|passwd|pwd|key|sig|signature)=[^&#{}\s]{8,}/i;

function looksSecret({ name, text, fieldPath }: NamedText): boolean {
  const literal = text.replaceAll(/\{\{[^]*?\}\}/g, ' ');
  if (SECRET_SHAPES.some((shape) => shape.test(literal))) return true;
  if (fieldPath.endsWith('url') && SECRET_PARAMETER.test(literal)) return true;
  return SECRET_NAME.test(name) && /^(?:\w+ )?[^\s]{8,}$/.test(literal.trim());
}
