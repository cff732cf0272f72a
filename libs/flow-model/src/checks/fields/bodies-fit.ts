import type { Json } from '../../document/json.ts';
import type { ApiRequestConfig } from '../../document/nodes/api-request.ts';
import { nodesOf } from '../../document/nodes-of.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';

/** A request has a body only where one is carried, and JSON is a tree: text with templates in it could break. */
export const bodiesFit: Check = {
  codes: ['E_JSON_BODY', 'INVALID'],
  find({ flow }) {
    return nodesOf(flow, 'apiRequest').flatMap(({ key, config }) => {
      const problem = findBodyProblem(config);
      if (problem === undefined) return [];
      return [finding(problem.code, { nodeKey: key, fieldPath: problem.fieldPath }, problem.message)];
    });
  },
};

interface BodyProblem {
  code: 'E_JSON_BODY' | 'INVALID';
  fieldPath: string;
  message: string;
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
  return isText ? { ...place, message: `This is JSON as text: ${REMEDY}.` } : undefined;
}

function findRawProblem({ raw, contentType }: { raw: string; contentType: string }): BodyProblem | undefined {
  if (!/[/+]json\b/i.test(contentType) || !raw.includes('{{')) return undefined;
  const message = `A value with a quote in it would break this text: ${REMEDY}.`;
  return { code: 'E_JSON_BODY', fieldPath: 'config.body.raw', message };
}
