import { z } from 'zod';

/** How the target is told to answer one path for a while, by `POST /behave`. */
const behaviourSchema = z.strictObject({
  /** The path it holds for. */
  path: z.string().regex(/^\//, 'must be a path, such as /tickets'),
  /** Status to answer instead of the usual one. */
  status: z.int().min(100).max(599).optional(),
  /** Wait this long before answering. */
  delayMs: z.int().min(0).max(600_000).optional(),
  /** Never answer: the request is received and the connection stays open. */
  hang: z.boolean().optional(),
  /** For so many requests; without it until told otherwise. */
  times: z.int().min(0).optional(),
});
export type Behaviour = z.infer<typeof behaviourSchema>;

/** Reads the body of `POST /behave`, or says what is wrong with it. */
export function readBehaviour(value: unknown): { ok: true; behaviour: Behaviour } | { ok: false; problem: string } {
  const parsed = behaviourSchema.safeParse(value);
  return parsed.success ? { ok: true, behaviour: parsed.data } : { ok: false, problem: z.prettifyError(parsed.error) };
}

/** The behaviours that hold now, one per path; each use counts. */
export class Behaviours {
  private readonly byPath = new Map<string, Behaviour>();

  /** Replaces what held for the path; `{ path }` alone, or `times: 0`, makes it usual again. */
  set(behaviour: Behaviour): void {
    const isUsual = behaviour.status === undefined && behaviour.delayMs === undefined && behaviour.hang !== true;
    if (isUsual || behaviour.times === 0) this.byPath.delete(behaviour.path);
    else this.byPath.set(behaviour.path, { ...behaviour });
  }

  /** What holds for this request, which uses it up by one. */
  use(path: string): Behaviour | undefined {
    const behaviour = this.byPath.get(path);
    if (behaviour?.times !== undefined) {
      behaviour.times -= 1;
      if (behaviour.times <= 0) this.byPath.delete(path);
    }
    return behaviour;
  }
}
