import { checkFlow } from '../../checks/check-flow.ts';
import { isDeeperThan, MAX_JSON_DEPTH, type Json } from '../../document/json.ts';
import { parseFlowDocument } from '../../document/parse-document.ts';
import { compilePlan } from '../../plan/compile-plan.ts';
import type { PlannedStep } from '../../plan/plan.ts';
import { compileCondition, compileContent } from '../../template/expression.ts';
import type { Scope } from '../../template/scope.ts';
import { compileTemplate, compileTree, evaluateTemplate, renderText } from '../../template/template.ts';
import { hostileScope, randomValue, type Trespasses } from './hostile-scope.ts';
import { randomDocument } from './random-document.ts';
import { damaged, randomExpression, randomTemplate } from './random-expression.ts';
import { Random } from './random.ts';

/** Longer than this and an author waits, and an executor's other runs with him. */
const MOST_MS = 50;

/** What came of it. Every problem names its input; the same seed gives the same again. */
export interface FuzzReport {
  count: number;
  compiled: number;
  slowestMs: number;
  problems: string[];
}

/** Runs `attempt` on each input; it says whether the input compiled, and throws what must not be. */
function fuzz<Input>(count: number, make: () => Input, attempt: (input: Input) => boolean): FuzzReport {
  const report: FuzzReport = { count, compiled: 0, slowestMs: 0, problems: [] };
  for (let at = 0; at < count; at += 1) {
    const input = make();
    try {
      const { isCompiled, ms } = timed(() => attempt(input));
      if (isCompiled) report.compiled += 1;
      report.slowestMs = Math.max(report.slowestMs, ms);
      if (ms > MOST_MS) report.problems.push(`${ms.toFixed(0)} ms: ${show(input)}`);
    } catch (error) {
      report.problems.push(`${String(error)}: ${show(input)}`);
    }
  }
  return report;
}

/** In milliseconds of this thread's CPU: what else the machine does is not counted. Asked again, compilers and collectors are done. */
function timed(attempt: () => boolean): { isCompiled: boolean; ms: number } {
  let isCompiled = false;
  let ms = Number.POSITIVE_INFINITY;
  for (let time = 0; time < 3 && ms > MOST_MS; time += 1) {
    const began = process.threadCpuUsage();
    isCompiled = attempt();
    const { user, system } = process.threadCpuUsage(began);
    ms = Math.min(ms, (user + system) / 1000);
  }
  return { isCompiled, ms };
}

function show(input: unknown): string {
  return JSON.stringify(input).slice(0, 2000);
}

/** Expressions, conditions and templates, whole and damaged, against data in which anything may stand. */
export function fuzzExpressions(seed: number, count: number): FuzzReport {
  const random = new Random(seed);
  const make = (): {
    source: string;
    as: 'content' | 'condition' | 'template';
    scope: Scope;
    trespasses: Trespasses;
  } => {
    const as = random.pick(['content', 'condition', 'template'] as const);
    const source = as === 'template' ? randomTemplate(random) : randomExpression(random);
    const trespasses: Trespasses = [];
    return {
      as,
      source: random.chance(0.3) ? damaged(random, source) : source,
      scope: hostileScope(random, trespasses),
      trespasses,
    };
  };
  return fuzz(count, make, ({ source, as, scope, trespasses }) => {
    const value = evaluate(source, as, scope);
    if (trespasses.length > 0) throw new Error(`read beyond the data: ${trespasses.join(', ')}`);
    if (value === undefined) return false;
    mustBeJson(value);
    return true;
  });
}

/** Undefined for what does not compile. */
function evaluate(source: string, as: 'content' | 'condition' | 'template', scope: Scope): Json | undefined {
  if (as === 'condition') {
    const condition = compileCondition(source);
    return condition.ok ? condition.value.holds(scope) : undefined;
  }
  if (as === 'content') {
    const expression = compileContent(source);
    return expression.ok ? [expression.value.evaluate(scope), expression.value.evaluateText(scope)] : undefined;
  }
  const template = compileTemplate(source);
  if (!template.ok) return undefined;
  return [evaluateTemplate(template.value, scope), renderText(template.value, scope), compileTree([source])(scope)];
}

function mustBeJson(value: Json): void {
  if (isDeeperThan(value, MAX_JSON_DEPTH + 2)) throw new Error('deeper than JSON may be');
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined || text !== JSON.stringify(JSON.parse(text))) throw new Error('not JSON');
  mustBeData(value);
}

function mustBeData(value: unknown): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('a number that JSON does not know');
  if (['function', 'bigint', 'undefined', 'symbol'].includes(typeof value))
    throw new Error(`a ${typeof value} came out`);
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(mustBeData);
}

/** Documents, whole and broken: read, checked, compiled, and every step asked what it would do. */
export function fuzzDocuments(seed: number, count: number): FuzzReport {
  const random = new Random(seed);
  const make = (): { document: unknown; scope: Scope; trespasses: Trespasses; body: Json } => {
    const trespasses: Trespasses = [];
    return {
      document: randomDocument(random),
      scope: hostileScope(random, trespasses),
      trespasses,
      body: randomValue(random, 3),
    };
  };
  return fuzz(count, make, ({ document, scope, trespasses, body }) => {
    checkFlow(document, {});
    const parsed = parseFlowDocument(document);
    const compiled = parsed.ok ? compilePlan(parsed.flow) : undefined;
    if (compiled?.ok !== true) return false;
    compiled.plan.start.hears({ event: 'call.ended', outcome: 'completed' }, () => scope);
    for (const step of compiled.plan.steps) askStep(step, scope, body);
    if (trespasses.length > 0) throw new Error(`read beyond the data: ${trespasses.join(', ')}`);
    return true;
  });
}

function askStep(step: PlannedStep, scope: Scope, body: Json): void {
  switch (step.kind) {
    case 'decision':
      step.decide(scope);
      return;
    case 'setVariable':
      mustBeJson(step.assign(scope));
      return;
    case 'apiRequest': {
      const rendered = step.render(scope);
      const sent = rendered.ok ? rendered.request.body : undefined;
      if (sent?.contentType === 'application/json') mustBeJson(JSON.parse(sent.text) as Json);
      mustBeJson(step.map({ status: 200, headers: {}, body }).variables);
      return;
    }
    default:
      step satisfies never;
  }
}
