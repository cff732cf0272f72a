import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { ServiceTokenVerifier } from '@aftercall/service-runtime';
import type { TestRequestResult, TestRun } from '@aftercall/wire-format';

/** What a small executor was asked. */
export interface Asked {
  path: string;
  workspace: string | undefined;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read questions of any kind
  body: any;
}

/** An executor that checks who asks, remembers what, and answers by script. */
export class SmallExecutor {
  readonly asked: Asked[] = [];
  /** Undefined: it says nothing and keeps the connection. */
  answer: { status: number; body: unknown } | undefined;
  openCount = 0;
  tokens: ServiceTokenVerifier | undefined;
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      this.openCount += 1;
      response.once('close', () => {
        this.openCount -= 1;
      });
      void this.read(request).then((isTrusted) => {
        const answer = isTrusted ? this.answer : { status: 401, body: {} };
        if (answer !== undefined) response.writeHead(answer.status).end(JSON.stringify(answer.body));
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async read(request: IncomingMessage): Promise<boolean> {
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    const caller = await this.tokens?.verify(token);
    this.asked.push({ path: request.url ?? '', workspace: caller?.workspace, body: await json(request) });
    return caller?.service === 'registry';
  }
}

/** A request that was answered with JSON. */
export function aResult(text: string): TestRequestResult {
  const request = { method: 'GET', url: 'https://desk.example/', headers: [], body: null };
  return {
    isSuccess: true,
    data: {
      kind: 'JSON',
      contentType: 'application/json',
      bytes: text.length,
      isTruncated: false,
      text,
      base64: null,
      problem: null,
    },
    meta: {
      startedAt: '2026-11-20T09:00:00.000Z',
      status: 200,
      statusText: 'OK',
      httpVersion: '1.1',
      finalUrl: request.url,
      timing: { credentialMs: 0, dnsMs: 1, tcpMs: 2, tlsMs: 3, firstByteMs: 4, bodyMs: 5, totalMs: 15 },
      request: { ...request, headers: [['authorization', '[secret]']] },
      requestBytes: 0,
      responseHeaders: [['content-type', 'application/json']],
      responseBytes: text.length,
      authProfile: 'desk',
      tls: {
        protocol: 'TLSv1.3',
        cipher: 'TLS_AES_128_GCM_SHA256',
        peer: {
          subject: 'CN=desk.example',
          issuer: 'CN=CA',
          validFrom: null,
          validTo: '2027-01-01T00:00:00.000Z',
          altNames: 'DNS:desk.example',
          fingerprint: 'AB:CD',
        },
        clientCertificate: null,
        isClientCertificateAsked: false,
      },
      egress: { verdict: 'PUBLIC', address: '192.0.2.1', port: 443, reason: null },
      attempts: [
        {
          number: 1,
          status: 'SUCCEEDED',
          cause: null,
          startedAt: '2026-11-20T09:00:00.000Z',
          durationMs: 15,
          request,
          response: { status: 200, headers: [], body: null, bodyBytes: text.length, isTruncated: false },
        },
      ],
      inProduction: { move: 'DONE', afterMs: null, message: 'The run goes on.' },
    },
    failure: null,
    mapped: { variables: { id: 'T-1' }, externalIds: [], problems: [], found: null },
  };
}

/** A test run of one step. */
export function aTestRun(): TestRun {
  return {
    status: 'WAITING',
    error: null,
    isHeard: true,
    notHeard: null,
    callId: 'c-1',
    startedAt: '2026-11-20T09:00:00.000Z',
    durationMs: 12,
    sentCount: 1,
    steps: [
      {
        key: 'create_ticket',
        name: 'Create ticket',
        kind: 'apiRequest',
        status: 'WAITING',
        port: null,
        cause: { code: 'STATUS_NOT_SUCCESS', message: 'the target answered 503' },
        retryInMs: 30_000,
        answer: 'SENT',
        startedAt: '2026-11-20T09:00:00.000Z',
        endedAt: '2026-11-20T09:00:00.010Z',
        writes: null,
        variablesBefore: {},
        variablesAfter: {},
        attempts: [],
      },
    ],
    variables: { a: 1 },
    externalIds: [],
  };
}
