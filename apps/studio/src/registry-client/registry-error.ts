/** What went wrong when the registry was asked, as far as a person can use it. */
export interface RegistryFailure {
  /** In UPPER_SNAKE; the registry's own, or REGISTRY_UNREACHABLE, REGISTRY_TIMEOUT, REGISTRY_UNREADABLE from here. */
  readonly code: string;
  readonly message: string;
  /** Leads to the request in the registry's log. */
  readonly requestId?: string | undefined;
  /** 0 when there was no answer. */
  readonly status: number;
}

/** Thrown by everything that asks the registry; pages show it in an ErrorPanel. */
export class RegistryError extends Error {
  readonly code: string;
  readonly requestId: string | undefined;
  readonly status: number;
  readonly at = new Date();

  constructor(failure: RegistryFailure) {
    super(failure.message);
    this.name = 'RegistryError';
    this.code = failure.code;
    this.requestId = failure.requestId;
    this.status = failure.status;
  }

  /** Nobody is signed in, or no longer. */
  get isSignedOut(): boolean {
    return this.status === 401 || this.code === 'UNAUTHENTICATED';
  }

  /** Another try may go better: nothing was decided. */
  get isPassing(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}
