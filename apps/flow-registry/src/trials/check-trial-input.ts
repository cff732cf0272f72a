import { findJsonProblem, findUnstorable, MAX_JSON_DEPTH } from '../problems/json-rules.ts';
import { problem, type PlainProblem } from '../problems/problem.ts';
import { findTextProblem } from '../problems/text-rules.ts';
import type { AnswerInput, SampleInput } from './trial-input.ts';

const MAX_BYTES = 1_048_576;
const KEY_RULE = { maxCharacters: 200 };

/** What no executor need see to be refused: what cannot be read, or walked through. */
export function findUnreadableTrial(input: {
  sample?: SampleInput | null;
  answers?: readonly AnswerInput[] | null;
}): PlainProblem[] {
  const { sample, answers } = input;
  const found = [
    findDeepEvent(sample?.event?.data),
    findJsonProblem(['input', 'sample', 'variables'], sample?.variables, { maxBytes: MAX_BYTES }),
    ...(answers ?? []).flatMap(({ nodeKey, body }, index) => [
      findTextProblem(['input', 'answers', `${index}`, 'nodeKey'], nodeKey, KEY_RULE),
      findJsonProblem(['input', 'answers', `${index}`, 'body'], body, { maxBytes: MAX_BYTES }),
    ]),
  ];
  return found.filter((one) => one !== undefined);
}

/** An event is cleaned of odd characters on its way in, as at the door; only its depth is nobody's to mend. */
function findDeepEvent(data: unknown): PlainProblem | undefined {
  if (findUnstorable(data)?.why !== 'deep') return undefined;
  const message = `data is nested deeper than ${MAX_JSON_DEPTH} levels: flatten it`;
  return problem('INVALID', ['input', 'sample', 'event', 'data'], message);
}
