/** A picture of the visual reference, and what stands for it in the Studio. */
export interface Comparison {
  /** The reference's file, without its ending. */
  readonly reference: string;
  /** The scene, its theme and its width; undefined: it has no screen of its own. */
  readonly ours: { readonly scene: string; readonly theme: 'light' | 'dark'; readonly width: 1440 | 390 } | undefined;
  /** What differs, and why. */
  readonly differs: readonly string[];
}

const everywhere = {
  data: 'The data: the reference shows a made-up utility company, ours a workspace in which the pictured things really happened a minute before.',
  nav: 'Targets, Dead letters, Webhooks and Sources are not in the navigation: these rooms are not built yet, and an entry that leads nowhere would be a lie.',
};

const differences: Readonly<Record<string, readonly string[]>> = {
  'actions-empty': [
    'The link leads to the format of flow documents, which the registry serves itself: help works without the internet.',
  ],
  actions: [
    'Hears stands under the agents, and a switch pauses the action: both are asked of the list and not drawn.',
    'The time of the last run stands under its status.',
    'The list is narrowed by what an action is (live, paused, not published, archived), not by its last run or its owner.',
  ],
  'agent-create': [
    'Agents can be chosen in the dialog; the agent whose page it is stands there already.',
    'Last run, the last 24 hours and the pause switch stand in the list behind it, as on the page of all actions.',
  ],
  'auth-profile-form': [
    'The fields are those of the kinds that the vault knows today; Test connection comes with them.',
  ],
  'auth-profiles': ['Certificate expiry and last use are told once the vault keeps them.'],
  builder: ['Problem counts of a card stand to the left of what changed; hosts are constants of the workspace.'],
  'builder-outline': ['Rows have the commands of the canvas, which work from here too.'],
  'builder-problems': ['Each problem says its code and offers to mend itself where it can.'],
  components: ['The reference shows parts, not a screen: they are in use on every picture of this page.'],
  overview: [
    'Figures compare with the same length of time before; the axis names its unit.',
    'The time over the objective is told in parts of the chart, which is as fine as it is measured.',
    'Duplicates are counted beside the events, not among them: a duplicate is no event.',
  ],
  publish: [
    'What would have happened to the last calls is asked when somebody wants it: it evaluates them on an executor.',
  ],
  run: [
    'Run ids are shown by their last eight characters, the part in which neighbours differ.',
    'Trace and Replay come with those rooms.',
    'Why a step waits stands over the tabs, so that it is seen from each of them.',
    'A long wait is cut out of the axis by two dashed lines.',
  ],
  'run-mobile': ['Replay comes with its room; Variables and the call stand in the step and in the facts.'],
  runs: [
    'Caller and Trigger are not columns: external ids are, by which people trace a run; every run here began with an event.',
    'A fixed time, a call and an external id are filters of links and of the search field; how many runs there are in all is not counted, because counting a ledger costs more than it tells.',
    'Replay comes with its room.',
  ],
  'send-data': ['Answers are what the example target really gave.'],
  'send-meta': ['Phases are what was measured on this machine; plain HTTP has no TLS facts.'],
  states: [
    'One state at a time: the Studio shows an error in its own panel, an empty list and a missing role where they arise.',
  ],
  targets: ['This room is not built yet.'],
};

const withoutScreen = new Set(['components', 'targets']);

/** Pairs for the pictures of the reference, in order. */
export function compare(references: readonly string[]): readonly Comparison[] {
  return references.map((reference) => {
    const [, scene = reference, theme] = /^(.+)-(light|dark)$/.exec(reference) ?? [];
    const isPhone = scene === 'run-mobile';
    const own = differences[scene];
    if (own === undefined) throw new Error(`docs/look/reference/${reference}.webp has no list of what differs`);
    return {
      reference,
      ours: withoutScreen.has(scene)
        ? undefined
        : { scene: isPhone ? 'run' : scene, theme: theme === 'dark' ? 'dark' : 'light', width: isPhone ? 390 : 1440 },
      differs: own,
    };
  });
}

/** What differs in all of them. */
export const differsEverywhere: readonly string[] = Object.values(everywhere);
