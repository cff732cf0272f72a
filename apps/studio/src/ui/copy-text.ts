/**
 * Puts a text on the clipboard by a `copy` event: `navigator.clipboard` is not there on a plain-HTTP page of another host.
 * @returns whether the browser took it
 */
export function copyText(text: string): boolean {
  let isTaken = false;
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    isTaken = event.clipboardData !== null;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', fill, { capture: true });
  try {
    // Deprecated, and the only way that works without a secure context.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
    return document.execCommand('copy') && isTaken;
  } finally {
    document.removeEventListener('copy', fill, { capture: true });
  }
}
