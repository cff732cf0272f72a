import type { ApiRequestPlan } from '@aftercall/flow-model';
import type { AttemptResponse, GivenAnswer, RunCommand } from '@aftercall/wire-format';
import { failed, mapped } from '../../steps/step-verdicts.ts';
import type { Fact } from '../journal-entry.ts';
import { stepFact } from '../run-facts.ts';
import { chooseStep } from './choose-step.ts';
import { invalid, signature, wrongState, type CommandedRun, type Verdict } from './verdict.ts';

type Resolve = Extract<RunCommand, { command: 'resolveInDoubt' }>;

/** Settles a doubt that waits for a person. */
export function judgeResolution(command: Resolve, run: CommandedRun, now: Date): Verdict {
  if (run.ended !== undefined) {
    return wrongState(`the run is over, it ${run.ended}: replay it if its work is still wanted`, ['runId']);
  }
  const what = 'waits for a person because a request is in doubt (IN_DOUBT)';
  const choice = chooseStep(run, { nodeKey: command.nodeKey, fits: ({ phase }) => phase.at === 'review', what });
  if (!choice.ok) return choice;
  const { step, node } = choice;
  const number = node.history.doubtNumber ?? node.history.lastNumber;
  if (command.attempt !== undefined && command.attempt !== number) {
    return wrongState(`attempt ${number} is in doubt, not ${command.attempt}: look at the run again`, ['attempt']);
  }
  if (step.kind !== 'apiRequest') throw new Error(`a step of kind ${step.kind} waits for a person`);
  const { resolution, answer } = command;
  const response = answer === undefined ? null : responseOf(answer);
  const signed = { node: step.key, number, resolution, response, ...signature(command, now) };
  return resolve(step, command, { kind: 'resolved', ...signed });
}

function resolve(step: ApiRequestPlan, command: Resolve, resolved: Fact): Verdict {
  switch (command.resolution) {
    case 'repeat':
      return { ok: true, facts: [resolved] };
    case 'giveUp': {
      const message = `${command.by} gave it up${command.reason === undefined ? '' : `: ${command.reason}`}`;
      return { ok: true, facts: [resolved, stepFact(step.key, failed(step, { code: 'GIVEN_UP', message }))] };
    }
    case 'done':
      return withAnswer(step, command, resolved);
    default:
      return command.resolution satisfies never;
  }
}

/** An answer that the step could not use is refused: the person can still correct it, a failed step nobody can. */
function withAnswer(step: ApiRequestPlan, { answer }: Resolve, resolved: Fact): Verdict {
  if (answer === undefined) return invalid('answer: say how the target answered', ['answer']);
  if (!step.isSuccess(answer.status)) {
    const message = `answer.status: ${answer.status} is no success for the step ${step.key}: give the answer that it would have had, or give the request up`;
    return invalid(message, ['answer', 'status']);
  }
  const headers = Object.fromEntries(answer.headers.map(([name, value]) => [name.toLowerCase(), value]));
  const done = mapped(step, step.map({ status: answer.status, headers, body: answer.body ?? undefined }));
  if (done.cause !== null)
    return invalid(`answer.body: the mapping cannot read it: ${done.cause.message}`, ['answer', 'body']);
  return { ok: true, facts: [resolved, stepFact(step.key, done)] };
}

function responseOf({ status, headers, body }: GivenAnswer): AttemptResponse {
  const bodyBytes = body === null ? 0 : Buffer.byteLength(JSON.stringify(body));
  return { status, headers, body, bodyBytes, isTruncated: false };
}
