import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const tide: MantineColorsTuple = [
  '#ecf7f4',
  '#d9ece7',
  '#b1d8ce',
  '#86c4b4',
  '#63b39e',
  '#4ca890',
  '#2f8f78',
  '#1f7562',
  '#14594a',
  '#0b4538',
];

/** `close` and `dismiss` name buttons that show a cross only. */
export const createAppTheme = ({ close, dismiss }: { close: string; dismiss: string }) =>
  createTheme({
    primaryColor: 'tide',
    // Shade 6 behind white text would miss the contrast of WCAG AA.
    primaryShade: { light: 7, dark: 7 },
    colors: { tide },
    defaultRadius: 'md',
    cursorType: 'pointer',
    respectReducedMotion: true,
    fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
    headings: {
      fontWeight: '650',
      sizes: {
        h1: { fontSize: '1.625rem', lineHeight: '1.25' },
        h2: { fontSize: '1.125rem', lineHeight: '1.35' },
        h3: { fontSize: '1rem', lineHeight: '1.4' },
      },
    },
    components: {
      Paper: { defaultProps: { radius: 'lg' } },
      Modal: { defaultProps: { radius: 'lg', centered: true, closeButtonProps: { 'aria-label': close } } },
      Tooltip: {
        defaultProps: {
          withArrow: true,
          multiline: true,
          maw: 320,
          events: { hover: true, focus: true, touch: true },
        },
      },
      Table: { defaultProps: { verticalSpacing: 'sm', horizontalSpacing: 'md' } },
      Badge: { defaultProps: { tt: 'none', fw: 600 } },
      Notification: { defaultProps: { closeButtonProps: { 'aria-label': dismiss } } },
      Anchor: { defaultProps: { underline: 'always' } },
      Alert: { defaultProps: { variant: 'light' } },
    },
  });

/** Mantine's own greys and reds are too pale on a tinted page. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#56616b',
    '--mantine-color-placeholder': '#67717b',
    '--mantine-color-error': '#c02525',
    '--tidings-page': '#f5f7f6',
    '--tidings-hover': '#f1f5f3',
    '--tidings-active': '#e3f0ec',
  },
  dark: {
    '--mantine-color-dimmed': '#a3adb5',
    '--mantine-color-placeholder': '#939da6',
    '--mantine-color-error': '#ff9c9c',
    '--tidings-page': '#1a1b1e',
    '--tidings-hover': '#2b2d31',
    '--tidings-active': '#1d3d35',
  },
});
