import { Anchor, Button } from '@mantine/core';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { KindChain } from '../node-kinds/KindChain.tsx';
import classes from './actions.module.css';
import { starters } from './starters.ts';

interface Props {
  /** `blank`, `import` or a starter's id. */
  readonly onCreate: (startWith: string) => void;
}

/** The list before there is anything in it: what an action is, and three ways to have one. */
export function FirstAction({ onCreate }: Props): ReactElement {
  return (
    <>
      <section className={classes.hero} aria-label="No actions yet">
        <div className={classes.heroCanvas}>
          <div className={classes.heroFlow}>
            <KindChain kinds={['start', 'decision', 'apiRequest', 'setVariable']} />
          </div>
        </div>
        <div className={classes.heroWords}>
          <h2 className={classes.heroTitle}>A post-call action runs a flow when a call ends.</h2>
          <p className={classes.heroText}>Open a ticket, write to the CRM, tell a person.</p>
          <div className={classes.heroButtons}>
            <Button variant="filled" leftSection={<IconPlus />} onClick={() => onCreate('blank')}>
              Create New Action
            </Button>
            <Button leftSection={<IconFileImport stroke={1.75} />} onClick={() => onCreate('import')}>
              Import JSON
            </Button>
          </div>
          <p>
            <Anchor size="sm" href="/schemas/flow-document.v1.json" target="_blank" rel="noreferrer">
              What a flow document holds
            </Anchor>
          </p>
        </div>
      </section>
      <h2 className={classes.startersTitle}>Or start from one of these</h2>
      <div className={classes.starters}>
        {starters.map(({ id, name, text, kinds }) => (
          <button key={id} type="button" className={classes.starter} onClick={() => onCreate(id)}>
            <KindChain kinds={kinds} />
            <strong>{name}</strong>
            <span>{text}</span>
          </button>
        ))}
      </div>
    </>
  );
}
