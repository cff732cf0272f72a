import { Args, Context, Resolver, Subscription } from '@nestjs/graphql';
import type { RunHistoryRow } from '@aftercall/wire-format';
import { GraphQLError } from 'graphql';
import { BATCH } from '../../plumbing/graphql/batch-loaders.ts';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { FindRuns } from '../../runs/find-runs.ts';
import { runView } from '../../runs/graphql/run-view.ts';
import type { RunFilter } from '../../runs/run-history.ts';
import { LiveRuns } from '../live-runs.ts';
import { fitOf } from '../run-filter-fits.ts';
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
    const wants = (row: RunHistoryRow): boolean => fitOf(row, filter) !== 'never';
    return mapping(this.liveRuns.watch(caller.workspace, { wants }), ({ rows, mayHaveMissed, batch }) => {
      const fitting = rows.filter((row) => fitOf(row, filter) === 'fits').sort(newestFirst);
      const left = rows.filter((row) => fitOf(row, filter) === 'left');
      return {
        [BATCH]: batch,
        runsChanged: {
          sequence: this.liveRuns.nextSequence(),
          runs: fitting.map(runView),
          leftIds: left.map((row) => row.run_id),
          mayHaveMissed,
        },
      };
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

/** Run ids are ordered by time. */
function newestFirst(one: RunHistoryRow, other: RunHistoryRow): number {
  return one.run_id < other.run_id ? 1 : -1;
}
