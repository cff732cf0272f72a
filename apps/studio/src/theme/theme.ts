import { createTheme, type MantineColorsTuple, type MantineThemeOverride } from '@mantine/core';
import { componentDefaults } from './component-defaults.ts';

const shades = (text: string): MantineColorsTuple =>
  text.split(' ').map((hex) => `#${hex}`) as unknown as MantineColorsTuple;

/** Sizes, type, radii and palettes. The colours that screens use are CSS variables `--ac-…`: css-variables.ts. */
export const theme: MantineThemeOverride = createTheme({
  primaryColor: 'signal',
  primaryShade: { light: 7, dark: 6 },
  black: '#15181F',
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'IBM Plex Mono', ui-monospace, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  shadows: {
    xs: 'var(--ac-shadow-sm)',
    sm: 'var(--ac-shadow-sm)',
    md: 'var(--ac-shadow-md)',
    lg: 'var(--ac-shadow-lg)',
    xl: 'var(--ac-shadow-lg)',
  },
  colors: {
    signal: shades('F2F6FE E2EBFF C8D9FF A4C0FF 80A4FD 5B86F7 3E69E9 2D53CE 2241A5 19317B'),
    green: shades('ECFAEF D6F4DD B2E9BF 82D79A 59C07B 36A660 228C4C 1B743E 135C30 0F4523'),
    red: shades('FEF3F2 FFE4E1 FFCBC5 FBA8A0 F58079 E95451 D03135 B12027 8D1A1E 6A1316'),
    amber: shades('FFF4E4 FFE7C3 FED192 F2B458 DC9822 BE7F00 9F6900 855700 6A4400 503200'),
    violet: shades('F6F4FE ECE8FE DCD2FD C6B4FB B094F5 9972EA 8355D6 6E40BC 583198 412473'),
    teal: shades('EBF9FB D1F2F8 ABE5EF 7BD0DF 4EB9CA 209FB1 008596 006F7D 005863 00414A'),
    plum: shades('FCF2FA FAE4F4 F4CAEA ECA7DC DF82CC CB5EB7 B2429F 973386 78276B 5A1D4F'),
    gray: shades('F8F9FB F2F3F6 E6E8EC D9DCE2 C3C7CF 848A95 5C6470 454C58 292E37 15181F'),
    dark: shades('E7EAEF B6BBC4 979DA8 757C88 383D47 282D35 1C2027 14171D 0F1116 0C0E11'),
  },
  components: componentDefaults,
});
