import { createContext, useContext } from 'react';
import type { Environment, StudioConfig } from './config.ts';

export const ConfigContext = createContext<StudioConfig>({ nonce: '', environment: undefined });

/** For parts that make `<style>` elements of their own: `EditorView.cspNonce.of(useStyleNonce())`. */
export function useStyleNonce(): string {
  return useContext(ConfigContext).nonce;
}

/** What this installation is for; undefined when its operator does not say. */
export function useEnvironment(): Environment | undefined {
  return useContext(ConfigContext).environment;
}
