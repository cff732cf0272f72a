import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ask } from '../../registry-client/ask.ts';
import { BuilderActionDocument } from '../../registry-client/generated/graphql.ts';
import { utcDayTime } from '../../ui/format-time.ts';
import { useAction, useWorkbench } from '../workbench/workbench-context.ts';
import classes from './publish.module.css';

/** Who has edited the draft since the last publish: their work is published too. */
export function DraftAuthors(): ReactElement | null {
  const { autosave } = useWorkbench();
  const { id, live } = useAction();
  const { data } = useQuery({
    queryKey: ['draft-authors', id],
    queryFn: async ({ signal }) => {
      await autosave.settled();
      const { action } = await ask({ document: BuilderActionDocument, variables: { id }, signal });
      return action?.draft.authors ?? [];
    },
    gcTime: 0,
  });
  if (data === undefined || data.length === 0) return null;
  const title = live === undefined ? 'Edited so far' : `Edited since v${String(live.number)}`;
  return (
    <section className={classes.checks} aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {data.map(({ name, saves, savedAt }) => (
          <li key={name} className={classes.author}>
            <span className={classes.initial} aria-hidden>
              {Array.from(name)[0]?.toUpperCase()}
            </span>
            <span className={classes.authorName}>{name}</span>
            <span className={classes.hint}>
              {saves} {saves === 1 ? 'edit' : 'edits'}, last {utcDayTime(savedAt)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
