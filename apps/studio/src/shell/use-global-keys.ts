import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { isSingleKey } from '../ui/single-keys.ts';
import { navGroups } from './nav-entries.ts';
import { useShellLayers } from './shell-layers.ts';

/** How long after `g` its second key is waited for. */
const CHORD_MS = 1200;

const places = new Map(navGroups.flatMap(({ entries }) => entries).map(({ key, to }) => [key, to]));

/** Ctrl/⌘ K, `?`, `/` and the `g` chords. Single keys act only when nothing that types has the focus. */
export function useGlobalKeys(): void {
  const navigate = useNavigate();
  const { openPalette, openShortcuts } = useShellLayers();
  useEffect(() => {
    let chordUntil = 0;
    const onKey = (event: KeyboardEvent): void => {
      if (isPaletteKey(event)) {
        event.preventDefault();
        openPalette();
        return;
      }
      if (document.activeElement !== document.body || !isSingleKey(event)) return;
      const isChord = event.timeStamp < chordUntil;
      chordUntil = event.key === 'g' ? event.timeStamp + CHORD_MS : 0;
      const place = isChord ? places.get(event.key) : undefined;
      if (place !== undefined) void navigate({ to: place });
      else if (event.key === '?') openShortcuts();
      else if (event.key === '/') focusSearch(event);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate, openPalette, openShortcuts]);
}

function isPaletteKey(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
}

function focusSearch(event: KeyboardEvent): void {
  const field = document.querySelector<HTMLInputElement>('main input[type="search"]');
  if (field === null) return;
  event.preventDefault();
  field.focus();
}
