import type { Json } from '../../document/json.ts';
import type { ApiRequestConfig } from '../../document/nodes/api-request.ts';
import { nodesOf } from '../../document/nodes-of.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';
import { replacing } from '../fix.ts';

/** A request has a body only where one is carried, and JSON is a tree: text with templates in it could break. */
export const bodiesFit: Check = {
  codes: ['E_JSON_BODY', 'INVALID'],
  find({ flow }) {
    return nodesOf(flow, 'apiRequest').flatMap((node) => {
      const problem = findBodyProblem(node.config);
      if (problem === undefined) return [];
      const { code, fieldPath, message, tree } = problem;
      const at = ['nodes', flow.nodes.indexOf(node), 'config', 'body'];
      const fix = tree === undefined ? undefined : replacing('Write the text as a JSON tree', at, tree);
      return [finding(code, { nodeKey: node.key, fieldPath }, message, fix)];
    });
  },
};

interface BodyProblem {
  code: 'E_JSON_BODY' | 'INVALID';
  fieldPath: string;
  message: string;
  /** The body that says the same as a tree, where the text is JSON. */
  tree?: Json | undefined;
}

const REMEDY = 'write the body as a JSON tree (type json) whose strings hold the templates';

function findBodyProblem({ method, body }: ApiRequestConfig): BodyProblem | undefined {
  if (body === undefined || body === null) return undefined;
  if (method === 'GET') {
    const message = 'A GET carries no body: remove it or choose another method.';
    return { code: 'INVALID', fieldPath: 'config.body', message };
  }
  if (body.type === 'json') return findJsonProblem(body.json);
  return body.type === 'raw' ? findRawProblem(body) : undefined;
}

function findJsonProblem(json: Json | undefined): BodyProblem | undefined {
  const place = { code: 'E_JSON_BODY', fieldPath: 'config.body.json' } as const;
  if (json === undefined) return { ...place, message: 'The JSON body is missing: add json, or remove the body.' };
  // "{{name}}" is a template; "{ … }" and "[ … ]" are a whole body as text.
  const isText = typeof json === 'string' && /^\s*(?:\[|\{(?!\{))/.test(json);
  return isText ? { ...place, message: `This is JSON as text: ${REMEDY}.`, tree: asTree(json) } : undefined;
}

function findRawProblem({ raw, contentType }: { raw: string; contentType: string }): BodyProblem | undefined {
  if (!/[/+]json\b/i.test(contentType) || !raw.includes('{{')) return undefined;
  const message = `A value with a quote in it would break this text: ${REMEDY}.`;
  // A content type of its own would be lost with the text.
  const tree = /^application\/json\s*(?:;|$)/i.test(contentType) ? asTree(raw) : undefined;
  return { code: 'E_JSON_BODY', fieldPath: 'config.body.raw', message, tree };
}

function asTree(text: string): Json | undefined {
  try {
    return { type: 'json', json: JSON.parse(text) as Json };
  } catch {
    // A template outside a string: only its author knows what was meant.
    return undefined;
  }
}
