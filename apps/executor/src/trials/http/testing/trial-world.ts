import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createSafeClient, parseEgressAllow, type SafeHttpClient } from '@aftercall/safe-http';
import { systemClock } from '@aftercall/service-runtime';
import type { TestRequestQuestion, TestRequestResult, TestRun, TestRunQuestion } from '@aftercall/wire-format';
import { SafeHttpTarget } from '../../../delivery/http/safe-http-target.ts';
import { FixedAuthProfiles } from '../../../delivery/testing/fixed-auth-profiles.ts';
import { SendTestRequest } from '../../send/send-test-request.ts';
import { StartTestRun } from '../../test-run/start-test-run.ts';
import type { TrialParts } from '../../trial-parts.ts';
import { MemoryPastCalls } from '../../testing/memory-past-calls.ts';

/** Everything that trials need, over the loopback; what a test starts is closed after it. */
export class TrialWorld {
  readonly past = new MemoryPastCalls();
  readonly authProfiles = new FixedAuthProfiles();
  readonly constants: Record<string, string> = {};
  readonly client: SafeHttpClient;
  readonly parts: TrialParts;
  readonly #servers: Server[] = [];

  constructor(allow = '127.0.0.0/8') {
    this.client = createSafeClient({ allow: parseEgressAllow(allow) });
    this.parts = {
      delivery: {
        authProfiles: this.authProfiles,
        target: new SafeHttpTarget({
          client: this.client,
          maxResponseBytes: 10 * 1024 * 1024,
          maxConnections: 4,
        }),
        clock: systemClock,
        userAgent: 'aftercall/test',
      },
      past: this.past,
      constantsOf: (workspace) => (workspace === 'acme' ? this.constants : {}),
      newId: () => randomUUID(),
    };
  }

  /** A target that does as it is told; gives its origin. */
  async target(listener: RequestListener): Promise<string> {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#servers.push(server);
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  async send(
    config: object,
    question: Partial<TestRequestQuestion> = {},
    signal = new AbortController().signal,
  ): Promise<TestRequestResult> {
    const answer = await new SendTestRequest(this.parts).send('acme', aQuestion(config, question), signal);
    if ('problems' in answer) throw new Error(JSON.stringify(answer.problems));
    return answer.result;
  }

  async run(
    flow: unknown,
    question: Partial<TestRunQuestion> = {},
    signal = new AbortController().signal,
  ): Promise<TestRun> {
    const asked = { ...nothing, flow, targets: 'mocked' as const, upTo: null, ...question };
    const answer = await new StartTestRun(this.parts).run('acme', asked, signal);
    if ('problems' in answer) throw new Error(JSON.stringify(answer.problems));
    return answer.run;
  }

  async close(): Promise<void> {
    await this.client.close();
    for (const server of this.#servers) {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  }
}

const nothing = { actionId: null, agentId: null, sample: {}, answers: [] };

/** Asks for the request `ask` of a flow that has nothing else. */
export function aQuestion(config: object, question: Partial<TestRequestQuestion> = {}): TestRequestQuestion {
  const flow = aFlow([{ key: 'ask', kind: 'apiRequest', config }], ['start.next ask']);
  return { ...nothing, flow, nodeKey: 'ask', part: 'request', ...question };
}

/** A flow from its nodes and edges; an edge is `from.port to`. */
export function aFlow(nodes: { key: string; kind: string; config: object }[], edges: string[], start = {}): object {
  return {
    format: 1,
    nodes: [{ key: 'start', kind: 'start', config: start }, ...nodes],
    edges: edges.map((edge) => {
      const [, from, port, to] = /^(\w+)\.(\w+) (\w+)$/.exec(edge) ?? [];
      return { from, port, to };
    }),
  };
}
