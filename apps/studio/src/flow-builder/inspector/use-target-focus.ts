import { useEffect } from 'react';
import { tabOf } from '../problems/problem.ts';
import { useView, useWorkbench } from '../workbench/workbench-context.ts';

const FOCUSABLE = '.cm-content, input, textarea, button';

/** Gives the focus to the field that a problem or a key led to, once its tab is drawn. */
export function useTargetFocus(): void {
  const workbench = useWorkbench();
  const target = useView((view) => view.target);
  useEffect(() => {
    if (target === undefined) return undefined;
    const tab = tabOf(target.fieldPath);
    if (tab !== undefined) workbench.show({ tab });
    const timer = setTimeout(() => focusField(target.fieldPath), 0);
    return () => clearTimeout(timer);
  }, [target, workbench]);
}

/** The field itself, else the nearest one around it; without a field, the first one. */
function focusField(fieldPath: string | undefined): void {
  const inspector = document.querySelector<HTMLElement>('[data-testid="inspector"]');
  let path = fieldPath;
  while (path !== undefined) {
    const field = inspector?.querySelector<HTMLElement>(`[data-field="${CSS.escape(path)}"]`);
    if (field != null) {
      const inner = field.matches('input, textarea') ? field : field.querySelector<HTMLElement>(FOCUSABLE);
      (inner ?? field).focus();
      field.scrollIntoView({ block: 'nearest' });
      return;
    }
    path = path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : undefined;
  }
  inspector?.querySelector<HTMLElement>(`[data-field] ${FOCUSABLE.split(', ').join(', [data-field] ')}`)?.focus();
}
