import type { TypedDocumentString } from './generated/graphql.ts';
import { RegistryError } from './registry-error.ts';
import { newRequestId } from './request-id.ts';
import { tellSignedOut } from './signed-out.ts';
import { workspaceHeader } from './workspace-choice.ts';

/** A list whose registry takes longer than this is told as failed; what was asked may still be carried out. */
const ANSWER_DEADLINE_MS = 10_000;

interface GraphqlAnswer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly AnswerError[];
}

interface AnswerError {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}

/** One operation and what it needs. */
export interface Question<Result, Variables> {
  readonly document: TypedDocumentString<Result, Variables>;
  readonly variables: Variables;
  /** Ends the request, for example when its page is left. */
  readonly signal?: AbortSignal | undefined;
  /** Left out: 10 s. A Send may take longer. */
  readonly deadlineMs?: number | undefined;
}

/**
 * Asks the registry one GraphQL operation.
 * @throws RegistryError when there is no answer in time, or any part of it failed
 */
export async function ask<Result, Variables>(question: Question<Result, Variables>): Promise<Result> {
  const ownId = newRequestId();
  const response = await post(question, ownId);
  const requestId = response.headers.get('x-request-id') ?? ownId;
  const answer = await readAnswer<Result>(response, requestId);
  const [error] = answer.errors ?? [];
  if (error === undefined && answer.data != null) return answer.data;
  const failure = new RegistryError({ ...toldBy(error, response.status), requestId, status: response.status });
  if (failure.isSignedOut) tellSignedOut();
  throw failure;
}

function toldBy(error: AnswerError | undefined, status: number): { code: string; message: string } {
  return {
    code: error?.extensions?.code ?? 'INTERNAL',
    message: error?.message ?? `The registry answered ${String(status)} without data.`,
  };
}

async function post<Result, Variables>(question: Question<Result, Variables>, requestId: string): Promise<Response> {
  const { document, variables, signal, deadlineMs = ANSWER_DEADLINE_MS } = question;
  const deadline = AbortSignal.timeout(deadlineMs);
  try {
    return await fetch('/graphql', {
      method: 'POST',
      credentials: 'same-origin',
      headers: {
        'content-type': 'application/json',
        'aftercall-csrf': '1',
        'x-request-id': requestId,
        ...workspaceHeader(),
      },
      body: JSON.stringify({ documentId: documentIdOf(document), query: document.toString(), variables }),
      signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
    });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    const failure = deadline.aborted
      ? { code: 'REGISTRY_TIMEOUT', message: `The registry did not answer within ${String(deadlineMs / 1000)} s.` }
      : { code: 'REGISTRY_UNREACHABLE', message: 'The registry could not be reached.' };
    throw Object.assign(new RegistryError({ ...failure, requestId, status: 0 }), { cause });
  }
}

async function readAnswer<Result>(response: Response, requestId: string): Promise<GraphqlAnswer<Result>> {
  try {
    return (await response.json()) as GraphqlAnswer<Result>;
  } catch {
    throw new RegistryError({
      code: 'REGISTRY_UNREADABLE',
      message: `The registry answered ${String(response.status)} with something that is no JSON.`,
      requestId,
      status: response.status,
    });
  }
}

/** By which the registry knows a document of the Studio, where sessions may ask nothing else. */
export function documentIdOf(document: { __meta__?: Record<string, unknown> | undefined }): string | undefined {
  const hash = document.__meta__?.['hash'];
  return typeof hash === 'string' ? hash : undefined;
}
