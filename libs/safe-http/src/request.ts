/** One request to the outside. It is sent at most once: nothing here tries again. */
export interface SafeRequest {
  /** `GET HEAD POST PUT PATCH DELETE OPTIONS`. */
  readonly method: string;
  /** Absolute, http or https, without credentials. */
  readonly url: string;
  /** In order. Those that shape the connection or the message (`Host`, `Content-Length`, …) are set by the client alone. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Buffer | undefined;
  /** The whole of it: waiting for a connection, connecting, sending, the answer to its last byte. */
  readonly timeoutMs: number;
  /** The answer's body is read up to here and cut by us; its status counts. */
  readonly maxResponseBytes: number;
  /** Requests with the same key share connections; others never do. It holds whose credentials they carry. */
  readonly laneKey: string;
  /** Connections at once for this lane; further requests wait for one. */
  readonly maxConnections: number;
  /** Sends it on a connection of its own and tells what was seen of it. Costs a connection; for people, not for runs. */
  readonly isObserved?: boolean | undefined;
  /** Gives the request up: nothing is sent afterwards that was not sent before. */
  readonly signal?: AbortSignal;
  /** Asked once, in the same turn of the event loop as the first byte and just before it. False: nothing is sent. */
  readonly onRequestStart?: () => boolean;
}
