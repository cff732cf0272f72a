const key = 'aftercall.single-keys';

/** Whether shortcuts of one key act; people whose speech or tremor types letters switch them off (WCAG 2.1.4). */
export function areSingleKeysOn(): boolean {
  return localStorage.getItem(key) !== 'off';
}

/** Kept in this browser. */
export function switchSingleKeys(isOn: boolean): void {
  if (isOn) localStorage.removeItem(key);
  else localStorage.setItem(key, 'off');
}

/** Whether a key press is a shortcut of one key: not part of a chord, not taken by somebody else, not switched off. */
export function isSingleKey(event: KeyboardEvent): boolean {
  const isChord = event.ctrlKey || event.metaKey || event.altKey;
  return !event.defaultPrevented && !isChord && areSingleKeysOn();
}
