import { useState, type ReactElement } from 'react';
import type { ActionRowFragment } from '../registry-client/generated/graphql.ts';
import { classNames } from '../ui/class-names.ts';
import { FormProblem } from '../ui/FormProblem.tsx';
import table from '../ui/table.module.css';
import { useNow } from '../ui/use-now.ts';
import { useActionChange } from './action-changes.ts';
import { ActionQuestions, type ActionQuestion } from './ActionQuestions.tsx';
import { ActionRow } from './ActionRow.tsx';
import classes from './actions.module.css';
import type { RecentActivity } from './use-recent-activity.ts';

const CLOCK_MS = 10_000;

interface Props {
  readonly actions: readonly ActionRowFragment[];
  /** By the action's id. */
  readonly activity: ReadonlyMap<string, RecentActivity>;
  /** Gets the focus once it is there: the row that was just made. */
  readonly focusId?: string | undefined;
  /** On an agent's own page its name need not be said. */
  readonly isOfOneAgent?: boolean;
}

/** Actions, one row each. */
export function ActionTable({ actions, activity, focusId, isOfOneAgent = false }: Props): ReactElement {
  const [question, setQuestion] = useState<ActionQuestion>();
  const change = useActionChange();
  const now = useNow(CLOCK_MS);
  return (
    <>
      <FormProblem error={change.error} />
      <div className={table.frame}>
        <table className={classNames(table.table, table.two)} aria-label="Actions">
          <Head isOfOneAgent={isOfOneAgent} />
          <tbody>
            {actions.map((action) => (
              <ActionRow
                key={action.id}
                action={action}
                activity={activity.get(action.id)}
                now={now}
                isOfOneAgent={isOfOneAgent}
                isFocused={action.id === focusId}
                change={change}
                onAsk={(about) => setQuestion({ about, action })}
              />
            ))}
          </tbody>
        </table>
      </div>
      <ActionQuestions question={question} onDone={() => setQuestion(undefined)} />
    </>
  );
}

const wideNumber = classNames(table.number, table.wide);

function Head({ isOfOneAgent }: { readonly isOfOneAgent: boolean }): ReactElement {
  const columns: readonly { readonly name: string; readonly className?: string | undefined }[] = [
    { name: 'Last run', className: table.wide },
    { name: 'Name' },
    { name: isOfOneAgent ? 'Hears' : 'Agents', className: table.wide },
    { name: 'Version' },
    { name: 'Runs, last 24 h', className: table.wide },
    { name: 'Success', className: wideNumber },
    { name: 'p95', className: wideNumber },
    { name: 'Owner', className: classNames(table.wide, classes.ownerCell) },
    { name: 'On', className: table.wide },
  ];
  return (
    <thead>
      <tr>
        {columns.map(({ name, className }) => (
          <th key={name} scope="col" className={className}>
            {name}
          </th>
        ))}
        <th scope="col">
          <span className="ac-heard-only">More</span>
        </th>
      </tr>
    </thead>
  );
}
