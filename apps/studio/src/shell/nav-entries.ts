import {
  IconHeadset,
  IconKey,
  IconLayoutDashboard,
  IconListDetails,
  IconRoute2,
  IconSettings,
  type Icon,
} from '@tabler/icons-react';

/** One place of the Studio. */
export interface NavEntry {
  readonly name: string;
  readonly to: string;
  readonly icon: Icon;
  /** Pressed after `g`: goes there from anywhere. */
  readonly key?: string;
}

/** Places that belong together, under their common name. */
export interface NavGroup {
  readonly name?: string;
  readonly entries: readonly NavEntry[];
}

/** The navigation, the palette's places and the `g` keys: one list. */
export const navGroups: readonly NavGroup[] = [
  {
    name: 'Build',
    entries: [
      { name: 'AI Agents', to: '/agents', icon: IconHeadset, key: 'i' },
      { name: 'Actions', to: '/actions', icon: IconRoute2, key: 'a' },
    ],
  },
  {
    name: 'Operate',
    entries: [
      { name: 'Overview', to: '/overview', icon: IconLayoutDashboard, key: 'o' },
      { name: 'Runs', to: '/runs', icon: IconListDetails, key: 'r' },
    ],
  },
  {
    name: 'Connect',
    entries: [{ name: 'Auth profiles', to: '/auth-profiles', icon: IconKey, key: 'p' }],
  },
  { entries: [{ name: 'Settings', to: '/settings', icon: IconSettings, key: 's' }] },
];
