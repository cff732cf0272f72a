import type { BrowserContext, Page } from '@aftercall/dev-harness/browser';
import type { PageWatch } from './page-watch.ts';

/** How somebody sits before the Studio. */
export interface PersonOptions {
  readonly scheme?: 'light' | 'dark';
  /** Default 1440×900. */
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly isMotionReduced?: boolean;
  /** Another name of this machine, for pages that are no secure context. */
  readonly origin?: string;
}

/** Somebody who is signed in, with a browser of their own. */
export class Person {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly watch: PageWatch;
  readonly origin: string;

  constructor(parts: { context: BrowserContext; page: Page; watch: PageWatch; origin: string }) {
    this.context = parts.context;
    this.page = parts.page;
    this.watch = parts.watch;
    this.origin = parts.origin;
  }

  /** Opens a place of the Studio and waits until its heading is there. */
  async open(path: string, page = this.page): Promise<void> {
    await page.goto(this.origin + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** A second tab of the same browser. */
  async secondPage(): Promise<Page> {
    return this.context.newPage();
  }

  /**
   * Opens a session with an API key, as the sign-in form does. Asked of the registry by its own address: another name of
   * this machine is known to the browser only, which is then given the same cookie for it.
   */
  async signIn(apiKey: string, registryOrigin: string): Promise<void> {
    const answer = await this.context.request.post(`${registryOrigin}/auth/session`, {
      headers: { 'aftercall-csrf': '1', origin: registryOrigin },
      data: { apiKey },
    });
    if (!answer.ok()) throw new Error(`the registry opened no session: ${await answer.text()}`);
    if (this.origin === registryOrigin) return;
    const cookies = await this.context.cookies(registryOrigin);
    await this.context.addCookies(cookies.map(({ name, value }) => ({ name, value, url: this.origin })));
  }
}
