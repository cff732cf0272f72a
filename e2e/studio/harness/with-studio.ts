import { Studio, type StudioOptions } from './studio.ts';

/** A test of one person or several before the Studio. */
export type StudioTest = (studio: Studio) => Promise<void>;

/** Declares tests that share a browser and a target; each has its own workspaces and sessions. */
export interface StudioSuite {
  /** After every test: the policy was kept, the console was silent, nothing went to another host. */
  readonly test: (title: string, body: StudioTest, timeoutMs?: number) => void;
}

const TEST_TIMEOUT_MS = 120_000;
const START_TIMEOUT_MS = 150_000;

/** To be called once in a file, at its top. */
export function withStudio(options: StudioOptions = {}): StudioSuite {
  let opened: Studio | undefined;
  beforeAll(async () => {
    opened = await Studio.open(options);
  }, START_TIMEOUT_MS);
  afterAll(async () => {
    await opened?.close();
  }, START_TIMEOUT_MS);
  const run = async (title: string, body: StudioTest): Promise<void> => {
    if (opened === undefined) throw new Error('the Studio is not open');
    try {
      await body(opened);
    } catch (error) {
      await opened.photograph(title);
      const others = await opened.signAllOut();
      if (others.length > 0 && error instanceof Error) error.message += `\n\nIts pages: ${others.join('\n')}`;
      throw error;
    }
    const problems = await opened.signAllOut();
    // What a page must never do, in words, so that a failure names it.
    expect(problems).toEqual([]);
  };
  return {
    test: (title, body, timeoutMs = TEST_TIMEOUT_MS) => {
      test(title, () => run(title, body), timeoutMs);
    },
  };
}
