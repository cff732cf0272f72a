import { rows, type RowName } from '../acceptance-rows.ts';
import type { Studio } from './studio.ts';
import { withStudio, type StudioTest } from './with-studio.ts';
import type { StudioOptions } from './studio.ts';

/** A theme of the Studio. */
export type Scheme = 'light' | 'dark';

/** A test in one theme. */
export type SchemeTest = (studio: Studio, scheme: Scheme) => Promise<void>;

/** Declares tests that bear the names of rows of the acceptance list. */
export interface AcceptanceSuite {
  readonly row: (name: RowName, body: StudioTest, timeoutMs?: number) => void;
  readonly rowInBothThemes: (name: RowName, body: SchemeTest, timeoutMs?: number) => void;
  /** What is no row: a person's whole path, bad input. */
  readonly test: (title: string, body: StudioTest, timeoutMs?: number) => void;
}

/** To be called once in a file, at its top. */
export function acceptance(options: StudioOptions = {}): AcceptanceSuite {
  const { test } = withStudio(options);
  return {
    test,
    row: (name, body, timeoutMs) => {
      test(`${name} ${rows[name]}`, body, timeoutMs);
    },
    rowInBothThemes: (name, body, timeoutMs) => {
      for (const scheme of ['light', 'dark'] as const)
        test(`${name} ${rows[name]}, ${scheme}`, (studio) => body(studio, scheme), timeoutMs);
    },
  };
}
