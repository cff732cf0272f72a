import type { ServiceTokenVerifier } from '@aftercall/service-runtime';
import { Module, type DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { ActionStoreModule } from './actions/action-store.module.ts';
import { ActionsModule } from './actions/actions.module.ts';
import { ActivityModule } from './activity/activity.module.ts';
import { AgentsModule } from './agents/agents.module.ts';
import { AuthProfilesModule } from './auth-profiles/auth-profiles.module.ts';
import type { VaultDirectory } from './auth-profiles/http/vault-directory.ts';
import { CallEventsModule } from './call-events/call-events.module.ts';
import { ConstantsModule } from './constants/constants.module.ts';
import { IdentityModule } from './identity/identity.module.ts';
import type { SessionTimes } from './identity/session.ts';
import { LiveModule } from './live/live.module.ts';
import { graphqlServer } from './plumbing/graphql/graphql-server.ts';
import { PlumbingModule, type Foundation } from './plumbing/plumbing.module.ts';
import type { NoticeBoard } from './published/notice-board.ts';
import { PublishedModule } from './published/published.module.ts';
import { RunsModule } from './runs/runs.module.ts';
import { TrialsModule } from './trials/trials.module.ts';
import { SamplesModule } from './samples/samples.module.ts';
import { UsesModule } from './uses/uses.module.ts';
import { WorkspacesModule } from './workspaces/workspaces.module.ts';

export interface AppParts extends Foundation {
  vault: VaultDirectory;
  notices: NoticeBoard;
  tokens: ServiceTokenVerifier;
  introspection: boolean;
  sessions: SessionTimes;
  /** The folder of this file: the *.graphql files lie beside the code. */
  sources: string;
}

@Module({})
export class AppModule {
  static with(parts: AppParts): DynamicModule {
    const plumbing = PlumbingModule.with(parts);
    const published = PublishedModule.with(plumbing, parts);
    const workspaces = WorkspacesModule.with(plumbing, published);
    const identity = IdentityModule.with(parts.sessions, plumbing, published, workspaces);
    const agents = AgentsModule.with(plumbing, published);
    const actionStore = ActionStoreModule.with(plumbing);
    const uses = UsesModule.with(actionStore);
    const samples = SamplesModule.with(plumbing, actionStore);
    const constants = ConstantsModule.with(plumbing, published, uses);
    const authProfiles = AuthProfilesModule.with(parts.vault, plumbing, uses);
    const actions = ActionsModule.with(plumbing, published, actionStore, samples, agents, constants, authProfiles);
    const runs = RunsModule.with(plumbing, actions);
    const activity = ActivityModule.with(plumbing, actions, runs);
    const trials = TrialsModule.with(plumbing, actions, samples, agents);
    const live = LiveModule.with(plumbing, runs);
    const graphql = GraphQLModule.forRoot(graphqlServer(parts));
    return {
      module: AppModule,
      imports: [
        ...[graphql, published, workspaces, identity, agents, constants, authProfiles],
        ...[samples, actions, runs, activity, trials, live, CallEventsModule],
      ],
    };
  }
}
