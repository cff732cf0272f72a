import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { AgentLoader } from '../agents/graphql/agent-loader.ts';
import { PostgresAgentStore } from '../agents/postgres/postgres-agent-store.ts';
import { VaultDirectory } from '../auth-profiles/http/vault-directory.ts';
import { PostgresConstantStore } from '../constants/postgres/postgres-constant-store.ts';
import { NEW_ID, NOW } from '../plumbing/plumbing.module.ts';
import { LiveOn } from '../published/live-on.ts';
import { PostgresPublishedFeed } from '../published/postgres/postgres-published-feed.ts';
import { PostgresSampleStore } from '../samples/postgres/postgres-sample-store.ts';
import { CheckDraft } from './check-draft.ts';
import { CompareVersions } from './compare-versions.ts';
import { CreateAction } from './create-action.ts';
import { DiscardDraft } from './discard-draft.ts';
import { DuplicateAction } from './duplicate-action.ts';
import { ExportAction } from './export-action.ts';
import { FindActions } from './find-actions.ts';
import { FindSpread } from './find-spread.ts';
import {
  ActionFieldsResolver,
  AgentActionsResolver,
  DraftFieldsResolver,
  InUseProblemResolver,
} from './graphql/action-fields.resolver.ts';
import { ActionListing } from './graphql/action-listing.ts';
import { ActionLoader } from './graphql/action-loader.ts';
import { ActionChangesResolver } from './graphql/action-changes.resolver.ts';
import { ActionResolver } from './graphql/action.resolver.ts';
import { ComparisonResolver } from './graphql/comparison.resolver.ts';
import { DraftChangesResolver } from './graphql/draft-changes.resolver.ts';
import { FlowReader } from './graphql/flow-reader.ts';
import { VersionFieldsResolver, VersionResolver } from './graphql/version.resolver.ts';
import { ImportAction } from './import-action.ts';
import { KnownFlows } from './known-flows.ts';
import { MakeVersionLive } from './make-version-live.ts';
import { PostgresActionStore } from './postgres/postgres-action-store.ts';
import { PublishVersion } from './publish-version.ts';
import { FlowSchemaController } from './rest/flow-schema.controller.ts';
import { SaveDraft } from './save-draft.ts';
import { SetActionAgents } from './set-action-agents.ts';
import { TendAction } from './tend-action.ts';

type Now = () => Date;

const queries: Provider[] = [
  {
    provide: CheckDraft,
    inject: [PostgresAgentStore, PostgresConstantStore, VaultDirectory, PostgresSampleStore],
    useFactory: (...parts: [PostgresAgentStore, PostgresConstantStore, VaultDirectory, PostgresSampleStore]) =>
      new CheckDraft(...parts),
  },
  {
    provide: FindActions,
    inject: [PostgresActionStore],
    useFactory: (actions: PostgresActionStore) => new FindActions(actions),
  },
  {
    provide: FindSpread,
    inject: [PostgresPublishedFeed, LiveOn],
    useFactory: (feed: PostgresPublishedFeed, liveOn: LiveOn) => new FindSpread(feed, liveOn),
  },
  {
    provide: CompareVersions,
    inject: [PostgresActionStore],
    useFactory: (actions: PostgresActionStore) => new CompareVersions(actions),
  },
  {
    provide: ExportAction,
    inject: [PostgresActionStore],
    useFactory: (actions: PostgresActionStore) => new ExportAction(actions),
  },
  {
    provide: ActionLoader,
    inject: [FindActions],
    useFactory: (findActions: FindActions) => new ActionLoader(findActions),
  },
  {
    provide: FlowReader,
    inject: [ActionLoader, KnownFlows],
    useFactory: (loader: ActionLoader, flows: KnownFlows) => new FlowReader(loader, flows),
  },
  {
    provide: ActionListing,
    inject: [AgentLoader, FlowReader],
    useFactory: (agents: AgentLoader, flows: FlowReader) => new ActionListing(agents, flows),
  },
];

const changes: Provider[] = [
  {
    provide: CreateAction,
    inject: [PostgresActionStore, PostgresAgentStore, LiveOn, NOW, NEW_ID],
    useFactory: (
      ...[actions, agents, liveOn, now, newId]: [PostgresActionStore, PostgresAgentStore, LiveOn, Now, () => string]
    ) => new CreateAction(actions, agents, liveOn, { now, newId }),
  },
  {
    provide: ImportAction,
    inject: [PostgresActionStore, PostgresAgentStore, LiveOn, NOW, NEW_ID],
    useFactory: (
      ...[actions, agents, liveOn, now, newId]: [PostgresActionStore, PostgresAgentStore, LiveOn, Now, () => string]
    ) => new ImportAction(actions, agents, liveOn, { now, newId }),
  },
  {
    provide: DuplicateAction,
    inject: [PostgresActionStore, PostgresSampleStore, LiveOn, NOW, NEW_ID],
    useFactory: (
      ...[actions, samples, liveOn, now, newId]: [PostgresActionStore, PostgresSampleStore, LiveOn, Now, () => string]
    ) => new DuplicateAction(actions, samples, liveOn, { now, newId }),
  },
  {
    provide: DiscardDraft,
    inject: [PostgresActionStore, NOW],
    useFactory: (actions: PostgresActionStore, now: Now) => new DiscardDraft(actions, now),
  },
  {
    provide: SaveDraft,
    inject: [PostgresActionStore, NOW],
    useFactory: (actions: PostgresActionStore, now: Now) => new SaveDraft(actions, now),
  },
  {
    provide: PublishVersion,
    inject: [PostgresActionStore, CheckDraft, LiveOn, NOW],
    useFactory: (actions: PostgresActionStore, checkDraft: CheckDraft, liveOn: LiveOn, now: Now) =>
      new PublishVersion(actions, checkDraft, liveOn, now),
  },
  {
    provide: MakeVersionLive,
    inject: [PostgresActionStore, LiveOn, NOW],
    useFactory: (actions: PostgresActionStore, liveOn: LiveOn, now: Now) => new MakeVersionLive(actions, liveOn, now),
  },
  {
    provide: SetActionAgents,
    inject: [PostgresActionStore, PostgresAgentStore, LiveOn, NOW],
    useFactory: (actions: PostgresActionStore, agents: PostgresAgentStore, liveOn: LiveOn, now: Now) =>
      new SetActionAgents(actions, agents, liveOn, now),
  },
  {
    provide: TendAction,
    inject: [PostgresActionStore, LiveOn, NOW],
    useFactory: (actions: PostgresActionStore, liveOn: LiveOn, now: Now) => new TendAction(actions, liveOn, now),
  },
];

@Module({})
export class ActionsModule {
  static with(...imports: DynamicModule[]): DynamicModule {
    return {
      module: ActionsModule,
      imports,
      controllers: [FlowSchemaController],
      providers: [
        ActionResolver,
        ActionChangesResolver,
        DraftChangesResolver,
        InUseProblemResolver,
        ComparisonResolver,
        VersionResolver,
        VersionFieldsResolver,
        ActionFieldsResolver,
        DraftFieldsResolver,
        AgentActionsResolver,
        ...queries,
        ...changes,
      ],
      exports: [ActionLoader, FindActions],
    };
  }
}
