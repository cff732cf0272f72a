import type { Icon } from '@tabler/icons-react';

/** Something to go to, or to do. */
export type PaletteEntry = {
  readonly id: string;
  readonly group: 'Ids' | 'This flow' | 'Go to' | 'Do' | 'Actions' | 'Agents';
  readonly name: string;
  readonly hint: string;
  readonly icon: Icon;
} & ({ readonly to: string } | { readonly run: () => void });
