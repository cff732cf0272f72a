import { ScriptedTarget } from '@aftercall/dev-harness';
import { openBrowser, type Browser, type BrowserOptions } from '@aftercall/dev-harness/browser';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { World, type WorldOptions } from '../../world.ts';
import { PageWatch } from './page-watch.ts';
import { Person, type PersonOptions } from './person.ts';
import { startedWorld } from './started-world.ts';
import { studioEnvironment } from './studio-environment.ts';
import { Workspace, type Role } from './workspace.ts';

const pictures = resolve(import.meta.dirname, '../../../reports/studio');
const desktop = { width: 1440, height: 900 };
/** What a person does on a page happens soon, or it does not happen. */
const GESTURE_TIMEOUT_MS = 20_000;

/** What a suite may ask for. */
export interface StudioOptions {
  /** A world of the suite's own, with these settings. */
  readonly ownWorld?: WorldOptions;
  readonly browser?: BrowserOptions;
}

/** The Studio before a browser, on real services, with a target that answers by script. */
export class Studio {
  readonly world: World;
  readonly target: ScriptedTarget;
  readonly #browser: Browser;
  readonly #isOwnWorld: boolean;
  #people: Person[] = [];

  private constructor(parts: { world: World; target: ScriptedTarget; browser: Browser; isOwnWorld: boolean }) {
    this.world = parts.world;
    this.target = parts.target;
    this.#browser = parts.browser;
    this.#isOwnWorld = parts.isOwnWorld;
  }

  /** The world of the jest process when it has one, else one of its own. */
  static async open({ ownWorld, browser }: StudioOptions = {}): Promise<Studio> {
    const folder = ownWorld === undefined ? startedWorld() : undefined;
    const environment = { ...studioEnvironment(), ...ownWorld?.environment };
    const world = folder === undefined ? await World.start({ ...ownWorld, environment }) : World.at(folder);
    const isOwnWorld = folder === undefined;
    return new Studio({
      world,
      target: await ScriptedTarget.start(),
      browser: await openBrowser(browser),
      isOwnWorld,
    });
  }

  /** Where the registry serves the Studio. */
  get origin(): string {
    return new URL(this.world.up.studioUrl).origin;
  }

  makeWorkspace(): Promise<Workspace> {
    return Workspace.make(this.world);
  }

  /** Somebody with a key of this role, signed in, before an empty page. */
  async signIn(workspace: Workspace, role: Role, options: PersonOptions & { name?: string } = {}): Promise<Person> {
    const { scheme = 'light', viewport = desktop, isMotionReduced = false, origin = this.origin, name } = options;
    const context = await this.#browser.newContext({
      viewport,
      colorScheme: scheme,
      reducedMotion: isMotionReduced ? 'reduce' : 'no-preference',
      timezoneId: 'UTC',
      locale: 'en-GB',
      serviceWorkers: 'block',
    });
    context.setDefaultTimeout(GESTURE_TIMEOUT_MS);
    const socketOrigin = origin.replace('http', 'ws');
    const watch = await PageWatch.of(context, [origin, socketOrigin]);
    const person = new Person({ context, page: await context.newPage(), watch, origin });
    await person.signIn(await workspace.key(role, name), this.origin);
    this.#people.push(person);
    return person;
  }

  /** Ends the sessions of a test; gives what their pages did that no page may do. */
  async signAllOut(): Promise<readonly string[]> {
    const people = this.#people;
    this.#people = [];
    for (const { context } of people) await context.close();
    return people.flatMap(({ watch }) => watch.problems);
  }

  /** Pictures of the pages as they are, for whoever looks at a failure: `reports/studio/<name>.png`. */
  async photograph(name: string): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    const pages = this.#people.flatMap(({ context }) => context.pages());
    for (const [at, page] of pages.entries()) {
      const file = join(pictures, `${name.replaceAll(/[^\w.-]+/g, '-').slice(0, 80)}-${String(at + 1)}.png`);
      await page.screenshot({ path: file }).catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.target.close();
    if (this.#isOwnWorld) await this.world.stop();
  }
}
