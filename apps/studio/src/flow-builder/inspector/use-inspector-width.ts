import { createElement, useState, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react';
import classes from './inspector.module.css';

const KEY = 'aftercall.inspector-width';
const NARROWEST = 360;
const USUAL = 420;
const WIDEST = 900;

/** How wide the inspector is, and the edge by which it is drawn wider; kept in this browser. */
export function useInspectorWidth(): { readonly width: number; readonly edge: ReactElement } {
  const [width, setWidth] = useState(() => bounded(Number(localStorage.getItem(KEY) ?? USUAL)));
  const become = (wished: number): void => {
    const next = bounded(wished);
    setWidth(next);
    localStorage.setItem(KEY, String(next));
  };
  const drag = (event: PointerEvent<HTMLElement>): void => {
    if (event.buttons === 1) become(document.documentElement.clientWidth - event.clientX);
  };
  const step = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: 16, ArrowRight: -16 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    become(width + by);
  };
  const edge = createElement('div', {
    role: 'separator',
    'aria-orientation': 'vertical',
    'aria-label': 'Width of the settings',
    'aria-valuenow': width,
    'aria-valuemin': NARROWEST,
    'aria-valuemax': WIDEST,
    tabIndex: 0,
    className: classes.edge,
    onPointerDown: (event: PointerEvent<HTMLElement>) => event.currentTarget.setPointerCapture(event.pointerId),
    onPointerMove: drag,
    onKeyDown: step,
  });
  return { width, edge };
}

function bounded(width: number): number {
  return Number.isFinite(width) ? Math.min(WIDEST, Math.max(NARROWEST, Math.round(width))) : USUAL;
}
