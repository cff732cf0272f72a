import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useView } from './workbench-context.ts';

/** Keeps what is looked at in the address, so that it can be sent to somebody; going back leaves the builder. */
export function useBuilderLink(): void {
  const navigate = useNavigate();
  const [node] = useView((view) => view.selected);
  const tab = useView((view) => view.tab);
  useEffect(() => {
    void navigate({
      to: '.',
      search: (before) => {
        const kept = Object.entries(before).filter(([name]) => name !== 'node' && name !== 'tab');
        return Object.fromEntries([
          ...kept,
          ...(node === undefined ? [] : [['node', node]]),
          ...(node === undefined || tab === undefined ? [] : [['tab', tab]]),
        ]) as Record<string, string>;
      },
      replace: true,
    });
  }, [navigate, node, tab]);
}
