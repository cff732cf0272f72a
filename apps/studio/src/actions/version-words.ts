import type { ActionRowFragment, ActionStatus } from '../registry-client/generated/graphql.ts';

/** Names of states, as filters show them. */
export const statusWords: Readonly<Record<ActionStatus, string>> = {
  LIVE: 'Live',
  PAUSED: 'Paused',
  NOT_PUBLISHED: 'Not published',
  ARCHIVED: 'Archived',
};

/** `Live v7`, `Paused v7`, `Not published`, `Archived`. */
export function versionWords({ status, liveVersion }: Pick<ActionRowFragment, 'status' | 'liveVersion'>): string {
  const isNumbered = (status === 'LIVE' || status === 'PAUSED') && liveVersion !== null;
  return isNumbered ? `${statusWords[status]} v${String(liveVersion.number)}` : statusWords[status];
}

/** `Billing line`, `Billing line, Outage line`, `5 agents`, `No agent`. */
export function agentWords(agents: readonly { readonly name: string }[]): string {
  const [first] = agents;
  if (first === undefined) return 'No agent';
  return agents.length > 1 ? `${String(agents.length)} agents` : first.name;
}

/** `call.ended · completed, transferred` */
export function hearsWords(hears: { readonly event: string; readonly outcomes: readonly string[] } | null): string {
  return hears === null ? '–' : [hears.event, hears.outcomes.join(', ')].filter((part) => part !== '').join(' · ');
}
