import { create } from 'zustand';

/** What may lie over any page. */
interface ShellLayers {
  readonly open: 'palette' | 'shortcuts' | 'nav' | undefined;
  readonly openPalette: () => void;
  readonly openShortcuts: () => void;
  readonly openNav: () => void;
  readonly close: () => void;
}

export const useShellLayers = create<ShellLayers>((set) => ({
  open: undefined,
  openPalette: () => set({ open: 'palette' }),
  openShortcuts: () => set({ open: 'shortcuts' }),
  openNav: () => set({ open: 'nav' }),
  close: () => set({ open: undefined }),
}));
