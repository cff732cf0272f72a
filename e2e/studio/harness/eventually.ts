import { until } from '@aftercall/dev-harness';

const DEADLINE_MS = 15_000;

/** Asks until what is expected holds. A page gets there in its own time; the last refusal is what a failure shows. */
export async function eventually(expectation: () => void | Promise<void>, deadlineMs = DEADLINE_MS): Promise<void> {
  let last: unknown;
  try {
    await until(
      async () => {
        try {
          await expectation();
          return true;
        } catch (error) {
          last = error;
          return false;
        }
      },
      { deadlineMs, what: 'what is expected' },
    );
  } catch (error) {
    throw last ?? error;
  }
}
