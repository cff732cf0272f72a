import type { Reference } from '../../template/references.ts';
import { INTERACTION_FIELDS, RUN_FIELDS } from '../../template/scope.ts';
import type { Check, CheckContext } from '../check.ts';
import { finding, type Finding, type FindingCode } from '../finding.ts';
import { placeOf, type NameUse } from './names-in-flow.ts';

/** A code and what to tell the author about a name. */
type Unknown = readonly [code: FindingCode, message: string] | undefined;

/** Every name in a template is one that the call, the flow or the run has. */
export const templatesResolve: Check = {
  codes: ['E_UNKNOWN_VARIABLE', 'W_UNDECLARED_VARIABLE'],
  find(context) {
    return context.names.uses.flatMap((use): Finding[] => {
      const unknown = findUnknown(use, context);
      if (unknown === undefined) return [];
      const [code, message] = unknown;
      return [finding(code, placeOf(use), message)];
    });
  },
};

function findUnknown(use: NameUse, context: CheckContext): Unknown {
  const { reference, site } = use;
  const [name] = reference.path;
  switch (reference.root) {
    case 'interaction':
      return name === 'SIP' ? findUndeclaredHeader(reference, context) : findOther(reference, INTERACTION_FIELDS);
    case 'run':
      return findOther(reference, RUN_FIELDS);
    case 'steps':
      return findUnknownStep(use, context);
    case 'variables':
      return findUndeclared(reference, context);
    case 'response':
      return site.isFound
        ? undefined
        : ['E_UNKNOWN_VARIABLE', 'response is known in a look-up only: use steps.<key>.response.'];
    case 'env':
      return undefined;
    default:
      return reference.root satisfies never;
  }
}

function findOther({ root, path: [name] }: Reference, known: readonly string[]): Unknown {
  if (name === undefined || known.includes(name)) return undefined;
  return ['E_UNKNOWN_VARIABLE', `${root}.${name} does not exist: use one of ${known.join(', ')}.`];
}

function findUndeclared({ path: [name], isBare }: Reference, { names }: CheckContext): Unknown {
  if (name === undefined || names.declared.has(name) || names.settersOf(name).length > 0) return undefined;
  const remedy = 'declare it in Start, register it with the agent or set it before';
  return isBare
    ? ['E_UNKNOWN_VARIABLE', `Nothing declares or sets ${name}: ${remedy}.`]
    : ['W_UNDECLARED_VARIABLE', `Nothing declares or sets variables.${name}, so it may be absent: ${remedy}.`];
}

/** Header names are compared as HTTP and SIP do, without case. */
function findUndeclaredHeader({ path: [, header] }: Reference, { names }: CheckContext): Unknown {
  const declared = [...names.declared].map((name) => name.toLowerCase());
  if (header === undefined || declared.includes(header.toLowerCase())) return undefined;
  return [
    'W_UNDECLARED_VARIABLE',
    `The SIP header ${header} is not declared, so it may be absent: declare it in Start.`,
  ];
}

function findUnknownStep({ node, site, reference }: NameUse, { flow, graph }: CheckContext): Unknown {
  const [key, ...members] = reference.path;
  if (key === undefined) return undefined;
  const step = flow.nodes.find((other) => other.key === key);
  if (step?.kind !== 'apiRequest') {
    return ['E_UNKNOWN_VARIABLE', `steps.${key} does not exist: name the key of an API Request.`];
  }
  const isBefore = graph.ancestors(node.key).includes(key) || (site.isFound === true && key === node.key);
  if (!isBefore)
    return ['E_UNKNOWN_VARIABLE', `${key} does not come before ${node.key}, so it has no answer there yet.`];
  if (isPartOfResponse(members)) return undefined;
  const message = `steps.${key} has response.status, response.headers and response.body only.`;
  return ['E_UNKNOWN_VARIABLE', message];
}

function isPartOfResponse([member = 'response', part = 'body']: readonly string[]): boolean {
  return member === 'response' && ['status', 'headers', 'body'].includes(part);
}
