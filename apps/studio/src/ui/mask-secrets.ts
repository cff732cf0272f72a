/** What a secret was replaced by before it was stored or sent here. */
const STRUCK = /\[secret\]/g;

/** A secret as people know it: the services strike it, this only shows that something was there. */
export function maskSecrets(text: string): string {
  return text.replace(STRUCK, '••••••••');
}
