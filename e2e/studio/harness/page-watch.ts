import type { BrowserContext, ConsoleMessage, Request } from '@aftercall/dev-harness/browser';

/**
 * Notes what a page must never do: break the policy that it is served with, complain on the console, throw, or ask a host
 * that is not its own. What a test provokes it announces first.
 */
export class PageWatch {
  readonly #seen: string[] = [];
  readonly #expected: RegExp[] = [];
  readonly #origins: ReadonlySet<string>;

  private constructor(origins: ReadonlySet<string>) {
    this.#origins = origins;
  }

  /** Watches every page of a context, those that come later too. */
  static async of(context: BrowserContext, origins: readonly string[]): Promise<PageWatch> {
    const watch = new PageWatch(new Set(origins));
    context.on('console', (message) => watch.#onConsole(message));
    context.on('weberror', (error) => watch.#note(`page error: ${error.error().message}`));
    context.on('request', (request) => watch.#onRequest(request));
    await context.exposeBinding('tellOfViolation', (_source, text: string) => watch.#note(`policy: ${text}`));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
        const { tellOfViolation } = globalThis as unknown as { tellOfViolation: (text: string) => void };
        tellOfViolation(`${violatedDirective} ${blockedURI} ${sourceFile}`);
      });
    });
    return watch;
  }

  /** What the test is about to provoke: the browser's own words for it are no failure. */
  expect(...texts: readonly RegExp[]): void {
    this.#expected.push(...texts);
  }

  /** Everything that was seen and not announced. */
  get problems(): readonly string[] {
    return this.#seen.filter((text) => !this.#expected.some((expected) => expected.test(text)));
  }

  #onConsole(message: ConsoleMessage): void {
    if (message.type() === 'error') this.#note(`console: ${message.text()} ${message.location().url}`);
  }

  #onRequest(request: Request): void {
    const url = new URL(request.url());
    const isOwn = this.#origins.has(url.origin) || ['data:', 'blob:'].includes(url.protocol);
    if (!isOwn) this.#note(`foreign request: ${request.url()}`);
  }

  #note(text: string): void {
    this.#seen.push(text);
  }
}
