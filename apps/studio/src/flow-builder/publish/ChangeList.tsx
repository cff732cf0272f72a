import { IconArrowsMove, IconMinus, IconPlus, IconTilde } from '@tabler/icons-react';
import type { FlowChange, Json } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { KindTile } from '../../node-kinds/KindTile.tsx';
import { titleOf } from '../../flow-graph/node-summary.ts';
import type { ChangesByNode, NodeChange } from './changes-by-node.ts';
import classes from './publish.module.css';

interface Props {
  readonly changes: ChangesByNode;
  /** Shows a node; left out, titles are only read. */
  readonly onVisit?: (key: string) => void;
  readonly visited?: string | undefined;
}

/** What differs, node by node: the old value above the new one. */
export function ChangeList({ changes, onVisit, visited }: Props): ReactElement {
  const { nodes, others, movedCount } = changes;
  const count = (kind: NodeChange['kind']): number => nodes.filter((change) => change.kind === kind).length;
  return (
    <section className={classes.changes} aria-label="Changes">
      <header className={classes.changesHead}>
        <h3>Changes</h3>
        <KindChip kind="added" text={`${String(count('added'))} added`} />
        <KindChip kind="changed" text={`${String(count('changed'))} changed`} />
        <KindChip kind="removed" text={`${String(count('removed'))} removed`} />
      </header>
      {nodes.map((change) => (
        <NodeChanges
          key={`${change.kind} ${change.node.key}`}
          change={change}
          onVisit={onVisit}
          isVisited={visited === change.node.key}
        />
      ))}
      {others.length > 0 && (
        <ul className={classes.others}>
          {others.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      {movedCount > 0 && (
        <p className={classes.moved}>
          <IconArrowsMove aria-hidden /> {movedCount} moved {movedCount === 1 ? 'node is' : 'nodes are'} not listed.
          Position is not a change.
        </p>
      )}
    </section>
  );
}

interface NodeProps {
  readonly change: NodeChange;
  readonly onVisit: Props['onVisit'];
  readonly isVisited: boolean;
}

function NodeChanges({ change: { node, kind, fields }, onVisit, isVisited }: NodeProps): ReactElement {
  const words = { added: 'Added', changed: 'Changed', removed: 'Removed' } as const;
  return (
    <article className={classes.node} aria-current={isVisited ? 'true' : undefined}>
      <header className={classes.nodeHead}>
        <KindTile kind={node.kind} size={24} />
        <strong>
          {onVisit === undefined ? (
            titleOf(node)
          ) : (
            <button type="button" className={classes.place} onClick={() => onVisit(node.key)}>
              {titleOf(node)}
            </button>
          )}
        </strong>
        {kind === 'changed' && (
          <span className={classes.hint}>
            {fields.length} {fields.length === 1 ? 'field' : 'fields'}
          </span>
        )}
        <span className={classes.spacer} />
        <KindChip kind={kind} text={words[kind]} />
      </header>
      {fields.map((field, at) => (
        <FieldChange key={`${field.fieldPath ?? ''} ${String(at)}`} field={field} />
      ))}
    </article>
  );
}

function FieldChange({ field }: { readonly field: FlowChange }): ReactElement {
  return (
    <div className={classes.field}>
      <code className={classes.path}>{(field.fieldPath ?? '').replace(/^config\./, '')}</code>
      <div className={classes.values}>
        {field.before !== undefined && (
          <del className={classes.before}>
            <IconMinus aria-label="was" /> <span>{shown(field.before)}</span>
          </del>
        )}
        {field.after !== undefined && (
          <ins className={classes.after}>
            <IconPlus aria-label="is now" /> <span>{shown(field.after)}</span>
          </ins>
        )}
      </div>
    </div>
  );
}

function shown(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value, undefined, 1);
  return text.length > 2_000 ? `${text.slice(0, 2_000)}…` : text;
}

const icons = { added: IconPlus, changed: IconTilde, removed: IconMinus } as const;

function KindChip({ kind, text }: { kind: NodeChange['kind']; text: string }): ReactElement {
  const Icon = icons[kind];
  return (
    <span className={classes.kind} data-kind={kind}>
      <Icon aria-hidden /> {text}
    </span>
  );
}
