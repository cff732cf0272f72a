/** Where people reach the registry with a browser, which decides whose pages may act for them and how cookies travel. */
export class PublicAddress {
  private readonly origin: string | undefined;

  /**
   * @param settings - `publicUrl` is what people type; without it any host that reaches us is ours. `isLoopback`: nobody
   * but this machine reaches us.
   */
  constructor(private readonly settings: { publicUrl: string | undefined; isLoopback: boolean }) {
    this.origin = settings.publicUrl === undefined ? undefined : new URL(settings.publicUrl).origin;
  }

  /**
   * Whether cookies may only travel encrypted. Plain HTTP beyond this machine has to be said (`PUBLIC_URL=http://…`), because
   * everybody on the way could then take a session over.
   */
  get isSecure(): boolean {
    return this.origin === undefined ? !this.settings.isLoopback : this.origin.startsWith('https:');
  }

  /** Whether a page of this origin is one of ours. `host` is the request's header, which a page of another site cannot forge. */
  isOwn(origin: string | undefined, host: string | undefined): boolean {
    if (origin === undefined || host === undefined) return false;
    if (this.origin !== undefined) return origin === this.origin;
    return URL.parse(origin)?.host === host.toLowerCase();
  }

  /** The address to hand out; `host` is that of the request in which it is asked for. */
  baseUrl(host: string | undefined): string {
    return this.origin ?? `${this.isSecure ? 'https' : 'http'}://${isHost(host) ? host : 'localhost'}`;
  }

  /** Where a page of ours opens its socket. */
  socketOrigin(host: string | undefined): string {
    return this.baseUrl(host).replace(/^http/, 'ws');
  }
}

/** A name or address with a port or without, and nothing that would mean something where it is put. */
function isHost(host: string | undefined): host is string {
  return host !== undefined && /^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/.test(host);
}
