import {
  ActionIcon,
  Autocomplete,
  Button,
  Checkbox,
  Drawer,
  Input,
  InputWrapper,
  Menu,
  Modal,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Pill,
  Popover,
  Radio,
  SegmentedControl,
  Select,
  Switch,
  Tabs,
  TagsInput,
  Textarea,
  TextInput,
  Tooltip,
  type MantineThemeComponents,
} from '@mantine/core';
import classes from './components.module.css';

const heights: Readonly<Record<string, string>> = { xs: '24px', sm: '28px', md: '32px', touch: '44px' };
const heightOf = (size: unknown): string => heights[typeof size === 'string' ? size : 'md'] ?? '32px';
const isSmall = (size: unknown): boolean => size === 'xs' || size === 'sm';

const inputVariables = (_theme: unknown, props: { size?: unknown }): { wrapper: Record<`--${string}`, string> } => ({
  wrapper: { '--input-height': heightOf(props.size), '--input-fz': isSmall(props.size) ? '12px' : '13px' },
});

/** Floats appear within 120 ms; people who asked for less motion get none (respectReducedMotion). */
const popover = { transitionProps: { duration: 120, transition: 'fade' as const }, shadow: 'md', radius: 'lg' };

/** Sizes and classes of Mantine's parts: 32 px high, 13 px type, edges that show where one can type. */
export const componentDefaults: MantineThemeComponents = {
  Button: Button.extend({
    defaultProps: { variant: 'default' },
    classNames: { root: classes.button, label: classes.buttonLabel, section: classes.buttonSection },
    vars: (_theme, props) => ({
      root: {
        '--button-height': heightOf(props.size),
        '--button-fz': isSmall(props.size) ? '12px' : '13px',
        '--button-padding-x': isSmall(props.size) ? '8px' : '12px',
      },
    }),
  }),
  ActionIcon: ActionIcon.extend({
    defaultProps: { variant: 'subtle', color: 'gray' },
    classNames: { root: classes.actionIcon },
    vars: (_theme, props) => ({ root: { '--ai-size': heightOf(props.size) } }),
  }),
  Input: Input.extend({ classNames: { input: classes.input, section: classes.inputSection }, vars: inputVariables }),
  InputWrapper: InputWrapper.extend({
    defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] },
    classNames: {
      root: classes.field,
      label: classes.label,
      error: classes.error,
      description: classes.description,
      required: classes.required,
    },
  }),
  TextInput: TextInput.extend({ defaultProps: { size: 'md' } }),
  PasswordInput: PasswordInput.extend({ defaultProps: { size: 'md' } }),
  NumberInput: NumberInput.extend({ defaultProps: { size: 'md' } }),
  Textarea: Textarea.extend({ defaultProps: { size: 'md', autosize: true, minRows: 3, maxRows: 12 } }),
  Autocomplete: Autocomplete.extend({ defaultProps: { size: 'md', comboboxProps: popover } }),
  TagsInput: TagsInput.extend({ defaultProps: { size: 'md', comboboxProps: popover } }),
  MultiSelect: MultiSelect.extend({ defaultProps: { size: 'md', comboboxProps: popover } }),
  Select: Select.extend({
    defaultProps: { size: 'md', comboboxProps: popover, allowDeselect: false, checkIconPosition: 'right' },
  }),
  Popover: Popover.extend({ defaultProps: popover }),
  Menu: Menu.extend({
    defaultProps: { ...popover, position: 'bottom-end', withinPortal: true },
    classNames: { dropdown: classes.dropdown, item: classes.menuItem, label: classes.menuLabel },
  }),
  Modal: Modal.extend({
    // Pages do not scroll as a whole; locking them would add a style without the page's nonce.
    defaultProps: {
      lockScroll: false,
      size: 520,
      radius: 'xl',
      centered: true,
      transitionProps: { duration: 180 },
      closeButtonProps: { 'aria-label': 'Close' },
    },
    classNames: {
      content: classes.modal,
      header: classes.modalHeader,
      title: classes.modalTitle,
      body: classes.modalBody,
      overlay: classes.overlay,
    },
  }),
  Drawer: Drawer.extend({
    defaultProps: {
      transitionProps: { duration: 180 },
      position: 'right',
      closeButtonProps: { 'aria-label': 'Close' },
    },
    classNames: {
      content: classes.drawer,
      header: classes.drawerHeader,
      title: classes.modalTitle,
      body: classes.drawerBody,
      overlay: classes.overlay,
    },
  }),
  Tabs: Tabs.extend({ classNames: { root: classes.tabs, list: classes.tabsList, tab: classes.tab } }),
  SegmentedControl: SegmentedControl.extend({
    classNames: { root: classes.segments, indicator: classes.segmentIndicator, label: classes.segmentLabel },
    defaultProps: { transitionDuration: 80 },
  }),
  Tooltip: Tooltip.extend({
    defaultProps: { openDelay: 300, transitionProps: { duration: 120 }, withinPortal: true, multiline: true, maw: 320 },
    classNames: { tooltip: classes.tooltip },
  }),
  Switch: Switch.extend({
    defaultProps: { withThumbIndicator: false },
    classNames: { track: classes.switchTrack, label: classes.choiceLabel },
  }),
  Checkbox: Checkbox.extend({
    defaultProps: { size: 'xs' },
    classNames: { inner: classes.choiceBox, label: classes.choiceLabel, description: classes.choiceHint },
  }),
  Radio: Radio.extend({
    defaultProps: { size: 'xs' },
    classNames: { inner: classes.choiceBox, label: classes.choiceLabel, description: classes.choiceHint },
  }),
  Pill: Pill.extend({ classNames: { root: classes.pill } }),
};
