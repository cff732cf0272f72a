import { UpProblem } from '../problem.ts';

/** What a mutation says when it does not do what was asked. */
export interface UserError {
  readonly code: string;
  readonly message: string;
  readonly path?: readonly string[] | null;
}

/** Asks GraphQL from outside, with an API key, as any other tool would. */
export type Ask = <Data>(query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Data>;

const timeoutMs = 15_000;

/** @throws UpProblem (from each question) when the answer holds errors, or there is none */
export function createAsk(graphqlUrl: string, token: string): Ask {
  return async <Data>(query: string, variables: Readonly<Record<string, unknown>> = {}) => {
    const answer = await post(graphqlUrl, { authorization: `Bearer ${token}` }, { query, variables });
    const { data, errors } = answer.body as { data?: Data | null; errors?: readonly { message: string }[] };
    if (errors === undefined && data != null) return data;
    const words = errors?.map(({ message }) => message).join('; ') ?? `status ${String(answer.status)}`;
    throw new UpProblem(`GraphQL refused ${query.trim().slice(0, 60)}…: ${words}`);
  };
}

/** An answer, its body read as JSON where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Posts JSON. @throws UpProblem when nobody answers */
export async function post(url: string, headers: Readonly<Record<string, string>>, body: unknown): Promise<Answer> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: answer.status, body: parsed(await answer.text()) };
  } catch (cause) {
    throw new UpProblem(`${url} did not answer: ${(cause as Error).message}`, cause);
  }
}

/** Throws what a mutation reports, unless it is one of the codes that the caller expects. */
export function refuseUserErrors(what: string, errors: readonly UserError[], expected: readonly string[] = []): void {
  const problems = errors.filter(({ code }) => !expected.includes(code));
  if (problems.length === 0) return;
  const words = problems.map(({ code, message }) => `${code} ${message}`).join('; ');
  throw new UpProblem(`${what} was refused: ${words}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
