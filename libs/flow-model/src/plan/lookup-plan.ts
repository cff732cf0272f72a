import { isDeeperThan, MAX_JSON_DEPTH, type Json } from '../document/json.ts';
import type { LookupConfig } from '../document/nodes/api-request.ts';
import type { Answer } from '../template/exchange.ts';
import { compileCondition } from '../template/expression.ts';
import { compileMapping } from '../template/map-response.ts';
import { compileRequest } from '../template/render-request.ts';
import type { Scope, StepResponse } from '../template/scope.ts';
import { mustCompile } from '../template/template.ts';
import type { LookupPlan } from './plan.ts';

/** The look-up of one node; `found` reads its answer as `response` and as `steps.<key>.response`. */
export function compileLookup(nodeKey: string, lookup: LookupConfig): LookupPlan {
  const condition = mustCompile(compileCondition(lookup.found));
  return {
    render: compileRequest({ method: 'GET', ...lookup }),
    found: (scope, answer) => condition.holds(withAnswer(scope, nodeKey, answer)),
    map: compileMapping(lookup.mapping),
  };
}

function withAnswer(scope: Scope, nodeKey: string, answer: Answer): Scope {
  const body = isDeeperThan(answer.body, MAX_JSON_DEPTH) ? null : ((answer.body ?? null) as Json);
  const response: StepResponse = { status: answer.status, headers: answer.headers, body };
  const steps = Object.fromEntries([...Object.entries(scope.steps), [nodeKey, { response }]]);
  return { ...scope, steps, response };
}
