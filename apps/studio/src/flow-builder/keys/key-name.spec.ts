import { keyName } from './key-name.ts';

const press = (key: string, code: string, modifiers = ''): string =>
  keyName({
    key,
    code,
    ctrlKey: modifiers.includes('c'),
    metaKey: modifiers.includes('m'),
    altKey: modifiers.includes('a'),
    shiftKey: modifiers.includes('s'),
  });

describe('naming keys', () => {
  it.each([
    ['z', 'KeyZ', 'c', 'Ctrl+z'],
    ['Z', 'KeyZ', 'cs', 'Ctrl+Shift+z'],
    ['z', 'KeyZ', 'm', 'Ctrl+z'],
    ['n', 'KeyN', '', 'n'],
    ['N', 'KeyN', 's', 'N'],
    ['ˇ', 'KeyT', 'as', 'Alt+Shift+t'],
    ['ArrowUp', 'ArrowUp', 'a', 'Alt+ArrowUp'],
    ['ArrowLeft', 'ArrowLeft', 's', 'Shift+ArrowLeft'],
    [' ', 'Space', 's', 'Shift+ '],
    ['+', 'BracketRight', '', '+'],
    ['?', 'Slash', 's', '?'],
    ['Enter', 'Enter', 'cs', 'Ctrl+Shift+Enter'],
    ['1', 'Digit1', '', '1'],
  ])('%s (%s, %s) is %s', (key, code, modifiers, name) => {
    expect(press(key, code, modifiers)).toBe(name);
  });
});
