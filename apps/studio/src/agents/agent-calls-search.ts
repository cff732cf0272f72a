import { textIn } from '../ui/search-params.ts';

/** What a link to an agent's calls may say. */
export interface AgentCallsSearch {
  readonly outcome?: string;
}

/** Outcomes are the call system's words, so any is taken. */
export function readAgentCallsSearch(search: Record<string, unknown>): AgentCallsSearch {
  return textIn(search, 'outcome');
}
