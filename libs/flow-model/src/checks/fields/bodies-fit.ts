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

function findBodyProblem({ method, body }: ApiRequestConfig): BodyProblem | undefined {
  if (body === undefined || body === null) return undefined;
  if (method === 'GET') {
    return {
      code: 'INVALID',
      fieldPath: 'config.body',
      message: 'A GET carries no body: remove it or choose another method.',
    };
  }
  const inTree = 'write the body as a JSON tree (type json) whose strings hold the templates';
  if (body.type === 'json') {
    const json = body.json;
    if (json === undefined)
      return { code: 'E_JSON_BODY', fieldPath: 'config.body.json', message: 'The JSON body is missing.' };
    const isText = typeof json === 'string' && /^\s*[[{](?!\{)/.test(json);
    return isText
      ? { code: 'E_JSON_BODY', fieldPath: 'config.body.json', message: `This is JSON as text: ${inTree}.` }
      : undefined;
  }
  if (body.type === 'raw' && /[/+]json\b/i.test(body.contentType) && body.raw.includes('{{')) {
    const message = `A value with a quote in it would break this text: ${inTree}.`;
    return { code: 'E_JSON_BODY', fieldPath: 'config.body.raw', message };
  }
  return undefined;
}
