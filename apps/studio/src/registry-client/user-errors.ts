import { RegistryError } from './registry-error.ts';

/** What every mutation answers beside its entity. */
interface Payload {
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

/**
 * For changes that have no form to show their problems in: the first problem becomes the error.
 * @throws RegistryError
 */
export function refuseProblems<Answer extends Payload>(answer: Answer): Answer {
  const [problem] = answer.userErrors;
  if (problem === undefined) return answer;
  throw new RegistryError({ ...problem, status: 200 });
}
