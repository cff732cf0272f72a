/** What a lane is for: one workspace's requests to one origin with one auth profile. */
export interface LaneName {
  workspace: string;
  /** Scheme, host and port, as `URL.origin` writes it. */
  origin: string;
  authProfile: string | undefined;
}

/** The lane's name in due rows and lists. The parts that hold no blank stand first, so two lanes never share a name. */
export function laneKey({ workspace, origin, authProfile }: LaneName): string {
  return authProfile === undefined ? targetKey({ workspace, origin }) : `${workspace} ${origin} ${authProfile}`;
}

/** The name of a target: what its lanes have in common, and what has one circuit. */
export function targetKey({ workspace, origin }: Pick<LaneName, 'workspace' | 'origin'>): string {
  return `${workspace} ${origin}`;
}
