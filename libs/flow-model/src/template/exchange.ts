import type { JsonObject } from '../document/json.ts';

/** A request ready to be sent but for credentials and the headers that the sender adds (idempotency key, trace). */
export interface RenderedRequest {
  method: string;
  /** Absolute, http or https, without fragment; every value in it is encoded. */
  url: string;
  /** Without Content-Type, which stands in `body`. */
  headers: [name: string, value: string][];
  body?: { contentType: string; text: string };
}

/** Why a request cannot be made from this scope; the same scope will fail again. */
export interface RenderProblem {
  code: 'URL_INVALID' | 'HEADER_INVALID' | 'BODY_INVALID';
  message: string;
}

/** The request, or why this scope gives none. */
export type Rendering = { ok: true; request: RenderedRequest } | { ok: false; problem: RenderProblem };

/** A complete answer of the target, as the mapping reads it. */
export interface Answer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** The JSON value, or text; undefined when the answer had none. */
  body: unknown;
  /** Why the body could not be read (cut for its length, not JSON although it says so); then every mapping fails. */
  bodyProblem?: string | undefined;
}

/** What a mapping made of an answer. Good rows count even when others have a problem. */
export interface MappedAnswer {
  variables: JsonObject;
  externalIds: { name: string; value: string }[];
  problems: MappingProblem[];
}
/** Why one row of a mapping has no value. */
export interface MappingProblem {
  code: 'MAPPING_FAILED';
  message: string;
  variable: string;
}
