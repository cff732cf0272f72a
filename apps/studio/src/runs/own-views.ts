import { create } from 'zustand';
import { z } from 'zod';
import { readRunListSearch } from './run-list-search.ts';
import { runViews, type RunView } from './run-views.ts';

const KEY = 'aftercall.run-views';
const MAX_NAME = 24;
/** More are not found again by their names. */
export const MAX_OWN_VIEWS = 20;

interface OwnViews {
  readonly views: readonly RunView[];
  readonly save: (view: RunView) => void;
  readonly remove: (name: string) => void;
}

/** Views that a person saved, in this browser; a link to one is its address. */
export const useOwnViews = create<OwnViews>((set, get) => ({
  views: readViews(localStorage.getItem(KEY)),
  save: ({ name, search }) => {
    const filters = Object.entries(search).filter(([key]) => key !== 'live');
    set({ views: keep([...get().views, { name: name.trim(), search: Object.fromEntries(filters) }]) });
  },
  remove: (name) => set({ views: keep(get().views.filter((view) => view.name !== name)) }),
}));

/** Why a view cannot be saved under this name; undefined = it can. */
export function findNameProblem(name: string, own: readonly RunView[]): string | undefined {
  const wanted = name.trim().toLowerCase();
  if (wanted === '') return 'Name is required';
  if (wanted.length > MAX_NAME) return `At most ${String(MAX_NAME)} characters`;
  if ([...runViews, ...own].some((view) => view.name.toLowerCase() === wanted)) return 'Another view has this name';
  if (own.length >= MAX_OWN_VIEWS) return `${String(MAX_OWN_VIEWS)} views are saved: remove one first`;
  return undefined;
}

const storedViews = z.array(z.object({ name: z.string().min(1), search: z.record(z.string(), z.unknown()) }));

/** What another release stored is read as far as it is understood. */
export function readViews(text: string | null): readonly RunView[] {
  try {
    const views = storedViews.parse(JSON.parse(text ?? '[]'));
    return views.slice(0, MAX_OWN_VIEWS).map(({ name, search }) => ({ name, search: readRunListSearch(search) }));
  } catch {
    return [];
  }
}

function keep(views: readonly RunView[]): readonly RunView[] {
  localStorage.setItem(KEY, JSON.stringify(views));
  return views;
}
