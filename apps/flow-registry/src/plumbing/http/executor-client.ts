import type { ServiceTokenSigner } from '@aftercall/service-runtime';
import { Agent, request } from 'undici';
import { fault } from '../../faults.ts';

const MAX_CONNECTIONS = 64;
const CONNECT_MS = 2000;
/** An answer carries at most the 10 MB of a target's answer; base64 and escapes make it longer. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** What an executor is asked, for one workspace. */
export interface ExecutorQuestion {
  workspace: string;
  /** Under `/internal`, for example `/internal/run-commands`. */
  path: string;
  body: unknown;
  timeoutMs: number;
  /** Aborted when whoever asked us is gone: the executor sees the connection close and stops. */
  signal?: AbortSignal | undefined;
}

export interface ExecutorAnswer {
  status: number;
  body: unknown;
}

/** Asks an executor (any of them: `EXECUTOR_URL` may be a load balancer) with the registry's service token. */
export class ExecutorClient {
  private readonly agent = new Agent({
    connections: MAX_CONNECTIONS,
    connect: { timeout: CONNECT_MS },
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: MAX_ANSWER_BYTES,
  });

  constructor(
    private readonly executorUrl: string,
    private readonly signer: ServiceTokenSigner,
  ) {}

  /**
   * The answer of an executor that understood the question: 2xx, or a 4xx that the feature reads. One that does not trust
   * us, fails or stays silent is as good as none.
   * @throws Fault EXECUTOR_UNAVAILABLE
   */
  async ask({ workspace, path, body, timeoutMs, signal }: ExecutorQuestion): Promise<ExecutorAnswer> {
    const inTime = AbortSignal.timeout(timeoutMs);
    let status: number | undefined;
    try {
      const token = await this.signer.sign({ audience: 'executor', workspace });
      const answer = await request(new URL(path, this.executorUrl), {
        dispatcher: this.agent,
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: signal === undefined ? inTime : AbortSignal.any([signal, inTime]),
      });
      status = answer.statusCode;
      if (isAnswer(status)) return { status, body: await answer.body.json() };
      await answer.body.dump();
    } catch (cause) {
      throw fault('EXECUTOR_UNAVAILABLE', { workspace, path }, cause);
    }
    throw fault('EXECUTOR_UNAVAILABLE', { workspace, path, status });
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

function isAnswer(status: number): boolean {
  return status < 500 && status !== 401 && status !== 403;
}
