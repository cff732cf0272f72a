import { explainCall, type ImaginedRun, type Plan, type RehearsedAnswer, type WalkedStep } from '@aftercall/flow-model';
import type { PreviewedCall } from '@aftercall/wire-format';
import { asTemplatesSee } from '../../runs/run-scope.ts';
import type { ImaginedRequest } from './compare-requests.ts';
import type { PastCall, PastStep } from '../past-calls.ts';
import { shownRequest } from '../shown-request.ts';

/** One version of the flow, for one past call. */
export interface ImaginedVersion {
  told: PreviewedCall['live'];
  /** In plan order. */
  requests: ReadonlyMap<string, ImaginedRequest & { name: string; isUncertain: boolean; isAssumed: boolean }>;
}

/** What surrounds a past call. */
export interface PastSurroundings {
  call: PastCall;
  recorded: ReadonlyMap<string, PastStep>;
  env: Record<string, string>;
  userAgent: string;
}

/** What a version would do to a past call, its targets answering as they did. Nothing is sent. */
export function imagineVersion(plan: Plan | undefined, past: PastSurroundings): ImaginedVersion {
  if (plan === undefined) return notHeard('NOT_PUBLISHED', 'No version is live.');
  const { call, recorded, env } = past;
  const event = { type: call.eventType, data: call.data, isAnalyzed: call.isAnalyzed };
  const answers = Object.fromEntries([...recorded].flatMap(([key, step]) => rehearsed(key, step)));
  const explanation = explainCall(plan, { event, answers, env });
  if (!explanation.runs) return notHeard(explanation.code, explanation.message);
  const uncertain = uncertainNodes(plan, explanation);
  return {
    told: {
      isHeard: true,
      reason: null,
      end: explanation.end,
      path: explanation.steps.map((step) => toldStep(step, uncertain)),
    },
    requests: requestsOf(plan, explanation, { past, uncertain }),
  };
}

function notHeard(code: string, message: string): ImaginedVersion {
  return { told: { isHeard: false, reason: { code, message }, end: null, path: [] }, requests: new Map() };
}

function rehearsed(key: string, { status, response }: PastStep): [string, RehearsedAnswer][] {
  if (response !== undefined) return [[key, asTemplatesSee(response)]];
  return status === 'FAILED' ? [[key, { noAnswer: true }]] : [];
}

/** The nodes behind a request whose answer nobody knows. */
function uncertainNodes({ graph }: Plan, { steps }: ImaginedRun): ReadonlySet<string> {
  const unknown = new Set(steps.filter((step) => step.isAnswerAssumed === true).map(({ key }) => key));
  return new Set(steps.map(({ key }) => key).filter((key) => graph.ancestors(key).some((one) => unknown.has(one))));
}

function toldStep(step: WalkedStep, uncertain: ReadonlySet<string>): PreviewedCall['live']['path'][number] {
  const { key, name, kind, state, port, problem } = step;
  return {
    key,
    name,
    kind,
    state: states[state],
    port: port ?? null,
    isUncertain: uncertain.has(key),
    problem: problem ?? null,
  };
}

const states = { succeeded: 'SUCCEEDED', failed: 'FAILED', skipped: 'SKIPPED' } as const;

function requestsOf(
  plan: Plan,
  { steps }: ImaginedRun,
  { past, uncertain }: { past: PastSurroundings; uncertain: ReadonlySet<string> },
): ImaginedVersion['requests'] {
  const profiles = new Map(
    plan.steps.map((step) => [step.key, step.kind === 'apiRequest' ? step.authProfile : undefined]),
  );
  return new Map(
    steps.flatMap(({ key, name, request, isAnswerAssumed }) => {
      if (request === undefined) return [];
      const { userAgent } = past;
      const shown = shownRequest(request, { idempotency: undefined, userAgent });
      const flags = { isUncertain: uncertain.has(key), isAssumed: isAnswerAssumed === true };
      return [[key, { name, authProfile: profiles.get(key), rendered: request, shown, ...flags }] as const];
    }),
  );
}
