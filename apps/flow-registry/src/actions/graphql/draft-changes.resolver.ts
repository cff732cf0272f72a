import type { Json } from '@aftercall/flow-model';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../identity/caller.ts';
import { CurrentCaller } from '../../identity/graphql/current-caller.ts';
import { payload } from '../../problems/graphql/problem-view.ts';
import { DiscardDraft } from '../discard-draft.ts';
import { DuplicateAction } from '../duplicate-action.ts';
import { ImportAction } from '../import-action.ts';
import { SaveDraft } from '../save-draft.ts';
import { actionView } from './action-view.ts';

@Resolver()
export class DraftChangesResolver {
  constructor(
    private readonly saveDraftCase: SaveDraft,
    private readonly discardDraftCase: DiscardDraft,
    private readonly duplicateActionCase: DuplicateAction,
    private readonly importActionCase: ImportAction,
  ) {}

  @Mutation('saveDraft')
  async saveDraft(
    @CurrentCaller() caller: Caller,
    @Args('input') input: { actionId: string; expectedRevision: number; flow: Json },
  ) {
    return payload('action', await this.saveDraftCase.save(caller, input), actionView);
  }

  @Mutation('discardDraft')
  async discardDraft(
    @CurrentCaller() caller: Caller,
    @Args('input') input: { actionId: string; expectedRevision: number; number?: number | null },
  ) {
    const wanted = { ...input, number: input.number ?? undefined };
    return payload('action', await this.discardDraftCase.discard(caller, wanted), actionView);
  }

  @Mutation('duplicateAction')
  async duplicateAction(
    @CurrentCaller() caller: Caller,
    @Args('input') input: { actionId: string; name?: string | null },
  ) {
    const wanted = { actionId: input.actionId, name: input.name ?? undefined };
    return payload('action', await this.duplicateActionCase.duplicate(caller, wanted), actionView);
  }

  @Mutation('importAction')
  async importAction(
    @CurrentCaller() caller: Caller,
    @Args('input') input: { document: unknown; name?: string | null; agentIds?: string[] | null },
  ) {
    const { document, name, agentIds } = input;
    const wanted = { document, name: name ?? undefined, agentIds: agentIds ?? [] };
    return payload('action', await this.importActionCase.import(caller, wanted), actionView);
  }
}
