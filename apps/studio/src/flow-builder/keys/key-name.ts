/** The part of a keyboard event that names a key. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * One text for a key with its modifiers: `Ctrl+Shift+z`, `Alt+ArrowUp`, `n`. ⌘ counts as Ctrl. With Alt the letter is taken
 * from its place on the keyboard, because some systems write another character then. Shift is told of keys that it changes
 * nothing about (arrows, space), and together with another modifier.
 */
export function keyName(press: KeyPress): string {
  const isCtrl = press.ctrlKey || press.metaKey;
  const isCombined = isCtrl || press.altKey;
  const name = isCombined ? letterOf(press) : press.key;
  const isWritten = name.length === 1 && name !== ' ' && !isCombined;
  const modifiers = [isCtrl ? 'Ctrl' : '', press.altKey ? 'Alt' : '', press.shiftKey && !isWritten ? 'Shift' : ''];
  return [...modifiers, name].filter((part) => part !== '').join('+');
}

function letterOf({ key, code }: KeyPress): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1] ?? key;
  return letter.length === 1 ? letter.toLowerCase() : letter;
}
