/** Gives the focus to a card on the canvas, so that keys act on it. Returns whether it is there. */
export function focusNode(key: string): boolean {
  const card = document.querySelector<HTMLElement>(`[data-testid="node-${CSS.escape(key)}"]`);
  card?.focus({ preventScroll: true });
  return card !== null;
}

/** Gives the focus to the canvas itself. */
export function focusCanvas(): void {
  document.querySelector<HTMLElement>('[data-testid="canvas"]')?.focus({ preventScroll: true });
}
