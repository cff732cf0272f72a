import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { BuilderAuthProfilesDocument, type BuilderAuthProfilesQuery } from '../../registry-client/generated/graphql.ts';
import { registryQuery } from '../../registry-client/registry-query.ts';
import { surroundingsOf } from './builder-action.ts';
import { checkedSamples } from '../sample/sample-store.ts';
import { useAction, useSample, useWorkbench } from './workbench-context.ts';

/** An auth profile as the builder offers it. */
export type KnownProfile = NonNullable<BuilderAuthProfilesQuery['authProfiles']>['nodes'][number];

/** The workspace's auth profiles; undefined while they are not known. */
export function useAuthProfiles(): readonly KnownProfile[] | undefined {
  return useQuery(registryQuery(BuilderAuthProfilesDocument, {})).data?.authProfiles?.nodes;
}

/** Tells the checks what the flow may name. */
export function useSurroundings(): void {
  const { checker } = useWorkbench();
  const action = useAction();
  const profiles = useAuthProfiles();
  const pinned = useSample((sample) => sample.pinned);
  const surroundings = useMemo(
    () => ({
      ...surroundingsOf(
        action,
        profiles?.map(({ name }) => name),
      ),
      samples: checkedSamples(pinned),
    }),
    [action, profiles, pinned],
  );
  useEffect(() => checker.setSurroundings(surroundings, action.live?.flow), [checker, surroundings, action.live]);
}
