import { Switch } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import type { ActionRowFragment } from '../registry-client/generated/graphql.ts';
import { useMay } from '../session/viewer.ts';
import { FormProblem } from '../ui/FormProblem.tsx';
import table from '../ui/table.module.css';
import { useActionChange } from './action-changes.ts';
import { ActionMenu } from './ActionMenu.tsx';
import { ActionQuestions, type ActionQuestion } from './ActionQuestions.tsx';
import classes from './actions.module.css';
import { agentWords, hearsWords } from './version-words.ts';
import { VersionChip } from './VersionChip.tsx';
import { classNames } from '../ui/class-names.ts';

interface Props {
  readonly actions: readonly ActionRowFragment[];
  /** Gets the focus once it is there: the row that was just made. */
  readonly focusId?: string | undefined;
  /** On an agent's own page its name need not be said. */
  readonly isOfOneAgent?: boolean;
}

/** Actions, one row each; the name opens the builder. */
export function ActionTable({ actions, focusId, isOfOneAgent = false }: Props): ReactElement {
  const [question, setQuestion] = useState<ActionQuestion>();
  const change = useActionChange();
  return (
    <>
      <FormProblem error={change.error} />
      <div className={table.frame}>
        <table className={classNames(table.table, table.two)} aria-label="Actions">
          <thead>
            <tr>
              <th scope="col">Name</th>
              {!isOfOneAgent && (
                <th scope="col" className={table.wide}>
                  Agents
                </th>
              )}
              <th scope="col" className={table.wide}>
                Hears
              </th>
              <th scope="col">Version</th>
              <th scope="col" className={table.wide}>
                Owner
              </th>
              <th scope="col" className={table.wide}>
                On
              </th>
              <th scope="col">
                <span className="ac-heard-only">More</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {actions.map((action) => (
              <Row
                key={action.id}
                action={action}
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

interface RowProps {
  readonly action: ActionRowFragment;
  readonly isOfOneAgent: boolean;
  readonly isFocused: boolean;
  readonly change: ReturnType<typeof useActionChange>;
  readonly onAsk: (question: 'archive' | 'agents') => void;
}

function Row({ action, isOfOneAgent, isFocused, change, onAsk }: RowProps): ReactElement {
  const mayPublish = useMay('PUBLISHER');
  return (
    <tr>
      <td>
        <Link
          to="/actions/$actionId/builder"
          params={{ actionId: action.id }}
          className={table.name}
          data-row-link
          data-action-id={action.id}
          ref={(link: HTMLAnchorElement | null) => {
            if (isFocused) link?.focus();
          }}
        >
          {action.name}
        </Link>
        <span className={table.under}>{action.description}</span>
      </td>
      {!isOfOneAgent && (
        <td className={table.wide} title={action.agents.map(({ name }) => name).join(', ')}>
          {agentWords(action.agents)}
        </td>
      )}
      <td className={classNames(table.wide, table.nowrap)} title={action.hears?.words}>
        {hearsWords(action.hears)}
      </td>
      <td>
        <VersionChip action={action} />
      </td>
      <td className={table.wide}>
        <span className={classes.owner}>
          <span className={classes.initial} aria-hidden>
            {action.createdBy.charAt(0).toUpperCase()}
          </span>
          {action.createdBy}
        </span>
      </td>
      <td className={table.wide}>
        <Switch
          size="xs"
          aria-label={`${action.name} hears calls`}
          title={action.enabled ? 'Pause' : 'Resume'}
          checked={action.enabled}
          disabled={!mayPublish || action.status === 'ARCHIVED'}
          onChange={() => change.mutate({ kind: action.enabled ? 'pause' : 'enable', action })}
        />
      </td>
      <td className={table.menu}>
        <ActionMenu action={action} onChange={(wanted) => change.mutate(wanted)} onAsk={onAsk} />
      </td>
    </tr>
  );
}
