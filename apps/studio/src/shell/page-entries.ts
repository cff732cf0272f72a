import { useEffect } from 'react';
import { create } from 'zustand';
import type { PaletteEntry } from './palette-entry.ts';

const none: readonly PaletteEntry[] = [];

/** What the page that is open offers in the palette: its own things and commands. */
export const usePageEntries = create<{ readonly entries: readonly PaletteEntry[] }>(() => ({ entries: none }));

/** Offers them as long as the page is open. Must be the same list while nothing has changed. */
export function useOfferEntries(entries: readonly PaletteEntry[]): void {
  useEffect(() => {
    usePageEntries.setState({ entries });
    return () => usePageEntries.setState({ entries: none });
  }, [entries]);
}
