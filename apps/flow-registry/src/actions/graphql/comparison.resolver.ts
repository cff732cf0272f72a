import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../identity/caller.ts';
import { CurrentCaller } from '../../identity/graphql/current-caller.ts';
import { CompareVersions } from '../compare-versions.ts';
import { ExportAction } from '../export-action.ts';
import type { VersionRef } from '../version-ref.ts';
import { comparisonView } from './comparison-view.ts';

/** What is asked of states of an action's flow. */
@Resolver()
export class ComparisonResolver {
  constructor(
    private readonly compareVersionsCase: CompareVersions,
    private readonly exportActionCase: ExportAction,
  ) {}

  @Query('compareVersions')
  async compareVersions(
    @CurrentCaller() caller: Caller,
    @Args() args: { actionId: string; from: VersionRef; to: VersionRef },
  ) {
    const comparison = await this.compareVersionsCase.compare(caller, args.actionId, args);
    return comparison === undefined ? null : comparisonView(comparison);
  }

  @Query('exportAction')
  async exportAction(@CurrentCaller() caller: Caller, @Args() args: { actionId: string; version: VersionRef }) {
    return (await this.exportActionCase.export(caller, args.actionId, args.version)) ?? null;
  }
}
