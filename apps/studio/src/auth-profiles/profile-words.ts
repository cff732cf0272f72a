import { IconBan, IconCircleCheckFilled, type Icon } from '@tabler/icons-react';
import type { AuthProfileHealth, AuthProfileKind } from '../registry-client/generated/graphql.ts';

/** Kinds by their names. */
export const kindWords: Readonly<Record<AuthProfileKind, string>> = {
  BEARER: 'Bearer',
  BASIC: 'Basic',
  API_KEY: 'API key',
};

/** Health by icon and word. */
export const healthLooks: Readonly<Record<AuthProfileHealth, { word: string; icon: Icon; colour: string }>> = {
  ACTIVE: { word: 'Active', icon: IconCircleCheckFilled, colour: 'var(--ac-ok)' },
  REVOKED: { word: 'Revoked', icon: IconBan, colour: 'var(--ac-text3)' },
};
