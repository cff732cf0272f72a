import { isDeeperThan, MAX_JSON_DEPTH } from '../document/json.ts';
import type { ApiRequestPlan } from '../plan/plan.ts';
import type { Answer, RenderedRequest } from '../template/exchange.ts';
import type { Scope, StepResponse } from '../template/scope.ts';
import type { RehearsedAnswer, StepEnd } from './imagined-step.ts';

/** What an API Request would send, and what its answer would make of the step; nothing is sent. */
export function imagineRequest(step: ApiRequestPlan, scope: Scope, answer: RehearsedAnswer | undefined): StepEnd {
  const rendering = step.render(scope);
  if (!rendering.ok) return { told: { problem: rendering.problem }, progress: { state: 'failed' }, output: {} };
  const { request } = rendering;
  if (answer === undefined) return assumeSuccess(step, request);
  if ('noAnswer' in answer) return fail(request, 'NO_ANSWER', 'No complete answer came.');
  const headers = Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return judge(step, request, {
    status: answer.status,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: answer.body,
  });
}

function judge(step: ApiRequestPlan, request: RenderedRequest, answer: Answer): StepEnd {
  const response = asResponse(answer);
  if (!step.isSuccess(answer.status)) {
    const message = `The target answers ${String(answer.status)}, which does not count as success.`;
    const end = fail(request, `HTTP_${String(answer.status)}`, message);
    return { ...end, output: { response } };
  }
  const { variables, problems } = step.map(answer);
  const output = { variables, response };
  if (problems.length === 0) return { told: { request }, progress: { state: 'succeeded', port: 'success' }, output };
  const message = problems.map((problem) => problem.message).join(' ');
  return { ...fail(request, 'MAPPING_FAILED', message), output };
}

/** What the mapping would have read is unknown; its defaults are not. */
function assumeSuccess(step: ApiRequestPlan, request: RenderedRequest): StepEnd {
  const { variables } = step.map({ status: successOf(step), headers: {}, body: undefined });
  const progress = { state: 'succeeded', port: 'success' } as const;
  return { told: { request, isAnswerAssumed: true }, progress, output: { variables } };
}

function successOf(step: ApiRequestPlan): number {
  const statuses = Array.from({ length: 500 }, (_, at) => at + 100);
  return [200, ...statuses].find((status) => step.isSuccess(status)) ?? 200;
}

function asResponse({ status, headers, body }: Answer): StepResponse {
  return {
    status,
    headers,
    body: isDeeperThan(body, MAX_JSON_DEPTH) ? null : ((body ?? null) as StepResponse['body']),
  };
}

function fail(request: RenderedRequest, code: string, message: string): StepEnd {
  return { told: { request, problem: { code, message } }, progress: { state: 'failed' }, output: {} };
}
