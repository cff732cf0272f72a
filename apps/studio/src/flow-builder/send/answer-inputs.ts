import type { Answer } from '@aftercall/flow-model';
import type { TrialAnswerInput } from '../../registry-client/generated/graphql.ts';

/** Answers by node, as the registry takes them. */
export function answerInputs(answers: readonly (readonly [nodeKey: string, answer: Answer])[]): TrialAnswerInput[] {
  return answers.map(([nodeKey, { status, headers, body }]) => ({
    nodeKey,
    status,
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    body: body ?? null,
  }));
}
