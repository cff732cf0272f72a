// npm run bench -- flow-model: what expressions, bodies, checks and the reading of events cost, each beside the cheapest thing
// that does the same, in turns in one process, as the median of the turns' ratios.
import { checkFlow, compilePlan, parseFlowDocument, type FlowDocument, type PlannedStep } from '@aftercall/flow-model';
import { callEventSchemas, findDataProblem } from '@aftercall/wire-format';
import { referenceEvent } from '../executor/reference-flow.ts';
import { byHand } from './closure-interpreter.ts';
import { sampleFlow } from './sample-flow.ts';
import { scope } from './scope.ts';

const TURNS = 15;
const TURN_MS = 40;

/** Whatever is measured gives something, so that nothing of it can be left out. */
type Work = () => unknown;

/** Microseconds per call, over about as long as a turn lasts. */
function measure(work: Work): number {
  let calls = 0;
  let sink: unknown;
  const began = performance.now();
  let elapsed = 0;
  while (elapsed < TURN_MS) {
    for (let at = 0; at < 20; at += 1) sink = work();
    calls += 20;
    elapsed = performance.now() - began;
  }
  if (sink === undefined) throw new Error('the measured work gave nothing');
  return (elapsed * 1000) / calls;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Both sides in turns: what else the machine does slows them alike. */
function compare(title: string, ours: Work, beside: Work, goal: number): void {
  measure(ours);
  measure(beside);
  const turns = Array.from({ length: TURNS }, () => ({ own: measure(ours), other: measure(beside) }));
  const ratio = median(turns.map(({ own, other }) => own / other));
  const [own, other] = [median(turns.map((turn) => turn.own)), median(turns.map((turn) => turn.other))];
  say(title, `${own.toFixed(2)} µs against ${other.toFixed(2)} µs: ${ratio.toFixed(2)} times`, ratio, {
    most: goal,
    unit: 'times',
  });
}

function say(title: string, figures: string, value: number, goal: { most: number; unit: string }): void {
  const verdict = value <= goal.most ? '' : '   MISSED';
  console.log(`${title.padEnd(40)} ${figures.padEnd(44)} goal ≤ ${String(goal.most)} ${goal.unit}${verdict}`);
}

function flowOf(document: unknown): FlowDocument {
  const parsed = parseFlowDocument(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.flow;
}

function stepOf<Kind extends PlannedStep['kind']>(kind: Kind, config: unknown): Extract<PlannedStep, { kind: Kind }> {
  const nodes = [
    { key: 'start', kind: 'start' },
    { key: 'it', kind, config },
  ];
  const compiled = compilePlan(flowOf({ format: 1, nodes, edges: [{ from: 'start', port: 'next', to: 'it' }] }));
  const step = compiled.ok ? compiled.plan.steps[0] : undefined;
  if (step?.kind !== kind) throw new Error(JSON.stringify(compiled));
  return step as Extract<PlannedStep, { kind: Kind }>;
}

function compareCondition(): void {
  const when = '{{interaction.DISPOSITION}} == "escalated" && {{interaction.DURATION}} / 60 > 2 || tier == "gold"';
  const decision = stepOf('decision', { branches: [{ key: 'yes', when }] });
  if (decision.decide(scope) !== 'yes' || byHand(scope) !== true) throw new Error('the two disagree');
  compare(
    'a compiled condition / by hand',
    () => decision.decide(scope),
    () => byHand(scope),
    5,
  );
}

function compareBody(): void {
  const json = {
    summary: '{{interaction.SUMMARY}}',
    disposition: '{{interaction.DISPOSITION}}',
    seconds: '{{interaction.DURATION}}',
    turns: '{{interaction.TURNS}}',
    customer: { id: '{{customerId}}', phone: '{{interaction.ANI}}', tier: '{{tier|none}}' },
    note: 'Call {{interaction.CALL_ID}} ended',
  };
  const request = stepOf('apiRequest', {
    method: 'POST',
    url: 'https://crm.example/tickets',
    body: { type: 'json', json },
  });
  const render = (): string => {
    const rendered = request.render(scope);
    if (!rendered.ok) throw new Error(rendered.problem.message);
    return rendered.request.body?.text ?? '';
  };
  const finished: unknown = JSON.parse(render());
  compare('a request with 8 templates / stringify', render, () => JSON.stringify(finished), 2);
}

function compareEvent(): void {
  const event = referenceEvent(1) as { data: Record<string, unknown> };
  const text = JSON.stringify(event);
  const validate = (): unknown => findDataProblem('call.ended', event.data) ?? 'fine';
  if (validate() !== 'fine') throw new Error(JSON.stringify(validate()));
  compare('validation of an event / JSON.parse', validate, () => JSON.parse(text) as unknown, 0.3);
}

function timeFlow(nodeCount: number, goalMs: number): void {
  let salt = 0;
  const work = (): number => {
    salt += 1;
    const document = sampleFlow(nodeCount, salt);
    const began = performance.now();
    const findings = checkFlow(document, { constants: ['CRM_URL'], eventSchemas: callEventSchemas });
    const compiled = compilePlan(flowOf(document));
    if (!compiled.ok || findings.some(({ severity }) => severity === 'ERROR'))
      throw new Error(JSON.stringify(findings));
    return performance.now() - began;
  };
  work();
  const ms = median(Array.from({ length: TURNS }, work));
  say(`compile and check ${String(nodeCount)} nodes`, `${ms.toFixed(1)} ms`, ms, { most: goalMs, unit: 'ms' });
}

compareCondition();
compareBody();
compareEvent();
timeFlow(50, 20);
timeFlow(300, 150);
