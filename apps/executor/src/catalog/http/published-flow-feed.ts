import type { ServiceTokenSigner } from '@aftercall/service-runtime';
import { publishedFlowsAnswer, type PublishedFlowsAnswer } from '@aftercall/wire-format';
import { Agent, request } from 'undici';
import { fault } from '../../faults.ts';
import type { PublishedFlows } from '../published-flows.ts';

/** Longer than any wait that is asked for, so that only a registry that hangs runs into it. */
const MARGIN_MS = 10_000;

/** {@link PublishedFlows} over the registry's internal endpoint. */
export class PublishedFlowFeed implements PublishedFlows {
  private readonly agent = new Agent({ connections: 2 });
  private readonly settings: { registryUrl: string; executorId: string; signer: ServiceTokenSigner };

  constructor(settings: { registryUrl: string; executorId: string; signer: ServiceTokenSigner }) {
    this.settings = settings;
  }

  async changesAfter(after: number, waitMs: number, signal: AbortSignal): Promise<PublishedFlowsAnswer> {
    const { registryUrl, executorId, signer } = this.settings;
    const url = new URL('/internal/published-flows', registryUrl);
    url.search = new URLSearchParams({ after: `${after}`, executor: executorId, waitMs: `${waitMs}` }).toString();
    try {
      const token = await signer.sign({ audience: 'registry' });
      const timeoutMs = waitMs + MARGIN_MS;
      const answer = await request(url, {
        dispatcher: this.agent,
        headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      if (answer.statusCode !== 200) {
        await answer.body.dump();
        throw new Error(`the registry answered ${answer.statusCode}`);
      }
      return publishedFlowsAnswer.parse(await answer.body.json());
    } catch (error) {
      throw fault('REGISTRY_UNAVAILABLE', { after }, error);
    }
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}
