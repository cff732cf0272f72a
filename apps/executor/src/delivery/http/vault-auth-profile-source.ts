import { resolveAuthProfileProblem, usableCredential } from '@aftercall/wire-format';
import type { ResolveAuthProfileProblem, ResolveAuthProfileRequest } from '@aftercall/wire-format';
import { Agent, request } from 'undici';
import type { AuthProfileSource, CredentialAnswer, CredentialQuestion } from '../auth-profile-source.ts';

interface Settings {
  vaultUrl: string;
  /** Signs as this executor, for the workspace whose profile is asked for. */
  signToken: (purpose: { audience: 'vault'; workspace: string }) => Promise<string>;
  /** Whole question; a vault that takes longer counts as away, so that runs wait instead of hanging. */
  timeoutMs?: number;
}

const TIMEOUT_MS = 3_000;
/** A credential is headers and a few secrets; certificates are the largest. */
const MAX_ANSWER_BYTES = 256 * 1024;
/** Replaced by the cache, which knows how long the vault has been away. */
const RETRY_AFTER_MS = 1_000;

/** Asks the vault over its REST endpoint (`resolve-auth-profile.ts` of the wire format). */
export class VaultAuthProfileSource implements AuthProfileSource {
  readonly #url: string;
  readonly #signToken: Settings['signToken'];
  readonly #timeoutMs: number;
  readonly #agent: Agent;

  constructor({ vaultUrl, signToken, timeoutMs = TIMEOUT_MS }: Settings) {
    this.#url = new URL('internal/auth-profiles/resolve', vaultUrl.endsWith('/') ? vaultUrl : `${vaultUrl}/`).href;
    this.#signToken = signToken;
    this.#timeoutMs = timeoutMs;
    this.#agent = new Agent({ connections: 16, connectTimeout: timeoutMs, maxResponseSize: MAX_ANSWER_BYTES });
  }

  async resolve(question: CredentialQuestion): Promise<CredentialAnswer> {
    const token = await this.#signToken({ audience: 'vault', workspace: question.workspace });
    try {
      const { status, body } = await this.#post(token, question);
      return status === 200 ? readCredential(body, question) : readProblem(status, body, question);
    } catch (error) {
      return unavailable(question, error instanceof Error ? error.message : String(error));
    }
  }

  /** Nothing is kept here. */
  forget(): void {}

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #post(token: string, { name, origin, runId }: CredentialQuestion): Promise<{ status: number; body: unknown }> {
    const body: ResolveAuthProfileRequest = { name, origin, runId };
    const answer = await request(this.#url, {
      method: 'POST',
      dispatcher: this.#agent,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(this.#timeoutMs),
    });
    return { status: answer.statusCode, body: parsed(await answer.body.text()) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readCredential(body: unknown, question: CredentialQuestion): CredentialAnswer {
  const credential = usableCredential.safeParse(body);
  // The parser's complaint could repeat a secret.
  if (!credential.success) return unavailable(question, 'its answer is not a credential');
  return { kind: 'usable', credential: credential.data };
}

/**
 * What the vault says of the profile is final. What it says of this executor (a token that it does not trust, a service
 * that may not ask) is the operator's to mend, and no run should fail for it: it counts as away.
 */
function readProblem(status: number, body: unknown, question: CredentialQuestion): CredentialAnswer {
  const problem = resolveAuthProfileProblem.safeParse(body);
  const refusal = problem.success ? refusals[problem.data.code] : undefined;
  if (refusal !== undefined) return { kind: 'refused', cause: refusal(question) };
  return unavailable(question, `it answered ${status}${problem.success ? ` ${problem.data.code}` : ''}`);
}

type Refusal = (question: CredentialQuestion) => { code: string; message: string };

const refusals: Partial<Record<ResolveAuthProfileProblem['code'], Refusal>> = {
  NOT_FOUND: ({ name }) => ({
    code: 'AUTH_PROFILE_NOT_FOUND',
    message: `there is no auth profile ${name}: create it, or choose another in the step`,
  }),
  INVALID: ({ name }) => ({
    code: 'AUTH_PROFILE_NOT_FOUND',
    message: `${name} cannot be the name of an auth profile: choose another in the step`,
  }),
  ORIGIN_NOT_ALLOWED: ({ name, origin }) => ({
    code: 'ORIGIN_NOT_ALLOWED',
    message: `the auth profile ${name} may not be sent to ${origin}: an admin can add this origin to it`,
  }),
  REVOKED: ({ name }) => ({
    code: 'AUTH_PROFILE_REVOKED',
    message: `the auth profile ${name} is revoked: give the step another one`,
  }),
};

function unavailable({ name }: CredentialQuestion, why: string): CredentialAnswer {
  const message = `the vault did not open the auth profile ${name}: ${why}`;
  return { kind: 'unavailable', cause: { code: 'VAULT_UNAVAILABLE', message }, retryAfterMs: RETRY_AFTER_MS };
}
