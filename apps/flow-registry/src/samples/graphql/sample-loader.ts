import { loadMany, type RequestContext } from '../../plumbing/graphql/request-context.ts';
import type { KeptSample, SampleStore } from '../sample-store.ts';

const SAMPLES = Symbol('samples');

/** Pinned samples for the drafts of a whole page, read in one batch. */
export class SampleLoader {
  constructor(private readonly samples: SampleStore) {}

  of(context: RequestContext, actionId: string): Promise<KeptSample[]> {
    const read = (ids: readonly string[]) => this.samples.ofActions(context.caller.workspace, ids);
    return loadMany(context, SAMPLES, { read, keyOf: (sample: KeptSample) => sample.actionId }, actionId);
  }
}
