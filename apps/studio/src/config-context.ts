import { createContext, useContext } from 'react';
import type { StudioConfig } from './config.ts';

export const ConfigContext = createContext<StudioConfig>({ nonce: '' });

/** For parts that make `<style>` elements of their own: `EditorView.cspNonce.of(useStyleNonce())`. */
export function useStyleNonce(): string {
  return useContext(ConfigContext).nonce;
}
