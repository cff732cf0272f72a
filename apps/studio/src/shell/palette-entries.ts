import { useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import {
  IconFileImport,
  IconHeadset,
  IconInfoCircle,
  IconKey,
  IconKeyboard,
  IconListDetails,
  IconLogout,
  IconMoon,
  IconPhone,
  IconPlus,
  IconRoute2,
  IconSun,
  IconTicket,
  IconVariable,
} from '@tabler/icons-react';
import { PaletteSearchDocument, type PaletteSearchQuery } from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import type { RunListSearch } from '../runs/run-list-search.ts';
import { runViews } from '../runs/run-views.ts';
import { useSignOut } from '../session/use-sign-out.ts';
import type { PaletteEntry } from './palette-entry.ts';
import { usePageEntries } from './page-entries.ts';
import { navGroups } from './nav-entries.ts';
import { useShellLayers } from './shell-layers.ts';

const RUN_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAX_ENTRIES = 40;

/** What fits the text: ids as they are, places and commands by name, then what the workspace holds. */
export function usePaletteEntries(text: string): readonly PaletteEntry[] {
  const found = useQuery(registryQuery(PaletteSearchDocument, {})).data;
  const commands = useCommands();
  const ofPage = usePageEntries(({ entries }) => entries);
  const wanted = text.trim().toLowerCase();
  const fits = ({ name }: PaletteEntry): boolean => name.toLowerCase().includes(wanted);
  return [
    ...entriesOfIds(text.trim()),
    ...ofPage.filter(({ group }) => group === 'This flow').filter(fits),
    ...[...places, ...commands, ...ofPage.filter(({ group }) => group === 'Do')].filter(fits),
    ...(found === undefined ? [] : entriesOfNames(found).filter(fits)),
  ].slice(0, MAX_ENTRIES);
}

const places: readonly PaletteEntry[] = navGroups
  .flatMap(({ entries }) => entries)
  .map(({ name, to, icon, key }) => ({
    id: to,
    group: 'Go to',
    name,
    hint: key === undefined ? '' : `g ${key}`,
    icon,
    to,
  }));

function useCommands(): readonly PaletteEntry[] {
  const { setColorScheme } = useMantineColorScheme();
  const { openShortcuts } = useShellLayers();
  const leave = useSignOut();
  const command = { group: 'Do', hint: '' } as const;
  return [
    { ...command, id: 'create', name: 'Create New Action', icon: IconPlus, to: '/actions?new=true', hint: 'c' },
    { ...command, id: 'import', name: 'Import JSON', icon: IconFileImport, to: '/actions?new=import' },
    { ...command, id: 'profile', name: 'New auth profile', icon: IconKey, to: '/auth-profiles?new=true' },
    { ...command, id: 'keys-page', name: 'API keys', icon: IconKey, to: '/settings/api-keys' },
    { ...command, id: 'constants', name: 'Constants', icon: IconVariable, to: '/settings/constants' },
    { ...command, id: 'about', name: 'About this installation', icon: IconInfoCircle, to: '/settings/about' },
    ...runViews.slice(1).map(({ name, search }) => ({
      ...command,
      id: `runs ${name}`,
      name: `Runs: ${name}`,
      icon: IconListDetails,
      to: runListHref(search),
    })),
    { ...command, id: 'light', name: 'Theme: light', icon: IconSun, run: () => setColorScheme('light') },
    { ...command, id: 'dark', name: 'Theme: dark', icon: IconMoon, run: () => setColorScheme('dark') },
    { ...command, id: 'auto', name: 'Theme: as the system', icon: IconSun, run: () => setColorScheme('auto') },
    { ...command, id: 'keys', name: 'Keyboard shortcuts', icon: IconKeyboard, run: openShortcuts, hint: '?' },
    { ...command, id: 'leave', name: 'Sign out', icon: IconLogout, run: leave },
  ];
}

/** Filters as the list's address has them: each value is JSON. */
function runListHref(search: RunListSearch): string {
  const filters = Object.entries(search).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return `/runs?${new URLSearchParams(filters).toString()}`;
}

/** Which kind of id a text is cannot be told from it, so each meaning is offered. */
function entriesOfIds(text: string): readonly PaletteEntry[] {
  if (text.length < 2 || /\s/.test(text)) return [];
  const id = encodeURIComponent(text);
  const call: PaletteEntry = {
    id: 'call',
    group: 'Ids',
    name: text,
    hint: 'Call id',
    icon: IconPhone,
    to: `/calls/${id}`,
  };
  const external: PaletteEntry = {
    ...call,
    id: 'external',
    hint: 'Runs with this external id',
    icon: IconTicket,
    to: `/runs?externalId=${encodeURIComponent(JSON.stringify(text))}`,
  };
  if (!RUN_ID.test(text)) return [call, external];
  return [{ ...call, id: 'run', hint: 'Run id', icon: IconListDetails, to: `/runs/${id}` }, call, external];
}

function entriesOfNames({ actions, agents }: PaletteSearchQuery): readonly PaletteEntry[] {
  return [
    ...actions.nodes.map<PaletteEntry>(({ id, name }) => ({
      id: `action-${id}`,
      group: 'Actions',
      name,
      hint: 'Flow Builder',
      icon: IconRoute2,
      to: `/actions/${id}/builder`,
    })),
    ...agents.nodes.map<PaletteEntry>(({ agentId, name }) => ({
      id: `agent-${agentId}`,
      group: 'Agents',
      name,
      hint: agentId,
      icon: IconHeadset,
      to: `/agents/${encodeURIComponent(agentId)}/actions/post-call`,
    })),
  ];
}
