import { Args, Context, Resolver, Subscription } from '@nestjs/graphql';
import type { RunHistoryRow } from '@aftercall/wire-format';
import { GraphQLError } from 'graphql';
import { BATCH } from '../../plumbing/graphql/batch-loaders.ts';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { ROWS, type Rows } from '../../plumbing/graphql/shared-rows.ts';
import { FindRuns } from '../../runs/find-runs.ts';
import { runView } from '../../runs/graphql/run-view.ts';
import type { RunFilter } from '../../runs/run-history.ts';
import { LiveRuns, newestFirst } from '../live-runs.ts';
import { fitFor } from '../run-filter-fits.ts';
import { mapping } from './mapping.ts';

type RunFilterInput = { [Name in keyof RunFilter]: RunFilter[Name] | null };

@Resolver()
export class LiveResolver {
  constructor(
    private readonly liveRuns: LiveRuns,
    private readonly findRuns: FindRuns,
  ) {}

  @Subscription('runsChanged')
  runsChanged(@Context() { caller }: RequestContext, @Args() args: { filter?: RunFilterInput | null }) {
    const filter: RunFilter = Object.fromEntries(
      Object.entries(args.filter ?? {}).filter(([, value]) => value !== null),
    );
    const fitOf = fitFor(filter);
    const wants = (row: RunHistoryRow): boolean => fitOf(row) !== 'never';
    return mapping(this.liveRuns.watch(caller.workspace, { wants }), ({ rows, mayHaveMissed, batch }) => {
      const { fits = [], left = [] } = Object.groupBy(rows, fitOf);
      const leftIds = left.map((row) => row.run_id);
      const around = { sequence: this.liveRuns.nextSequence(), leftIds, mayHaveMissed };
      const list: Rows<RunHistoryRow> = {
        field: 'runs',
        rows: fits.sort(newestFirst),
        around: (some) => ({ runsChanged: { ...around, runs: some.map(runView) } }),
      };
      return { [BATCH]: batch, [ROWS]: list };
    });
  }

  @Subscription('runUpdated')
  async runUpdated(@Context() { caller }: RequestContext, @Args('id') givenId: string) {
    const id = givenId.toLowerCase();
    const watcher = this.liveRuns.watch(caller.workspace, { id, wants: () => true });
    try {
      // Watched first and read then: a change in between comes twice rather than never.
      const row = await this.findRuns.find(caller.workspace, id);
      if (row === undefined)
        throw new GraphQLError('no such run in this workspace', { extensions: { code: 'NOT_FOUND' } });
      watcher.put([row], {});
    } catch (error) {
      await watcher.return();
      throw error;
    }
    return mapping(watcher, ({ rows: [row], mayHaveMissed, batch }) => ({
      [BATCH]: batch,
      runUpdated: {
        sequence: this.liveRuns.nextSequence(),
        run: row === undefined ? null : runView(row),
        mayHaveMissed,
      },
    }));
  }
}
