/** How long the view glides to its new place: not at all for people who want less motion, which style sheets cannot say here. */
export function viewMotion(durationMs: number): { duration: number } {
  return { duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : durationMs };
}
