import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** What every kind of answer may have. */
interface AnswerHead {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The answer begins when this resolves: how a test holds a request open. */
  readonly after?: Promise<unknown>;
}

/** A whole answer: `json`, or `body`, or nothing. */
export interface WholeAnswer extends AnswerHead {
  readonly kind?: 'answer';
  readonly json?: unknown;
  readonly body?: string | Buffer;
}

/** An answer whose body goes wrong. */
export interface BrokenBody extends AnswerHead {
  /**
   * - `reset-mid-body`: announces more than it sends, then resets the connection
   * - `cut-mid-body`: announces more than it sends, then ends the connection in order
   * - `slow-body`: one byte each `everyMs`
   * - `huge-body`: `bodyBytes` of it, as fast as it is read; `Infinity` never ends
   */
  readonly kind: 'reset-mid-body' | 'cut-mid-body' | 'slow-body' | 'huge-body';
  /** Default `{"id":"T-1"}`; a huge body repeats it. */
  readonly body?: string;
  readonly everyMs?: number;
  readonly bodyBytes?: number;
}

/** No answer: `hang` keeps the connection and says nothing, `reset` ends it with a reset. */
export interface NoAnswer {
  readonly kind: 'hang' | 'reset';
  readonly after?: Promise<unknown>;
}

/** One answer of a scripted target. */
export type ScriptedAnswer = WholeAnswer | BrokenBody | NoAnswer;

const someBody = '{"id":"T-1"}';

/** Gives one answer to one request whose body has been read. */
export async function giveAnswer(answer: ScriptedAnswer, response: ServerResponse): Promise<void> {
  await answer.after;
  switch (answer.kind) {
    case 'hang':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case undefined:
    case 'answer':
      giveWhole(answer, response);
      return;
    default:
      await giveBroken(answer, response);
  }
}

function giveWhole({ status = 200, headers, json, body }: WholeAnswer, response: ServerResponse): void {
  const type = json === undefined ? {} : { 'content-type': 'application/json' };
  response.writeHead(status, { ...type, ...headers });
  response.end(json === undefined ? body : JSON.stringify(json));
}

async function giveBroken(answer: BrokenBody, response: ServerResponse): Promise<void> {
  const { status = 200, headers, body = someBody } = answer;
  const head = { 'content-type': 'application/json', ...headers };
  switch (answer.kind) {
    case 'slow-body':
      response.writeHead(status, { ...head, 'content-length': String(Buffer.byteLength(body)) });
      await writeSlowly(body, answer.everyMs ?? 100, response);
      return;
    case 'huge-body':
      response.writeHead(status, head);
      await writeMuch(body, answer.bodyBytes ?? Infinity, response);
      return;
    default:
      response.writeHead(status, { ...head, 'content-length': String(Buffer.byteLength(body) + 100) });
      // Written out before the connection ends, or the head might be lost with it.
      await new Promise<void>((done) => {
        response.write(body, () => {
          done();
        });
      });
      if (answer.kind === 'reset-mid-body') response.socket?.resetAndDestroy();
      else response.socket?.end();
  }
}

async function writeSlowly(body: string, everyMs: number, response: ServerResponse): Promise<void> {
  for (const byte of Buffer.from(body)) {
    await delay(everyMs);
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
  }
  response.end();
}

async function writeMuch(body: string, bodyBytes: number, response: ServerResponse): Promise<void> {
  // A stream that fails when the client has gone is no failure of the script.
  await pipeline(Readable.from(chunksOf(body, bodyBytes)), response).catch(() => undefined);
}

function* chunksOf(body: string, bodyBytes: number): Generator<Buffer> {
  const chunk = Buffer.alloc(64 * 1024, body);
  for (let leftBytes = bodyBytes; leftBytes > 0; leftBytes -= chunk.length) {
    yield leftBytes < chunk.length ? chunk.subarray(0, leftBytes) : chunk;
  }
}
