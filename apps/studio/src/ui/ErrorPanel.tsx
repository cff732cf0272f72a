import { Button } from '@mantine/core';
import { IconAlertOctagonFilled, IconRefresh } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { CopyButton } from './CopyButton.tsx';
import { utcTime } from './format-time.ts';
import { RoleNeeded } from './RoleNeeded.tsx';
import classes from './panels.module.css';

/** What an error may carry for people; a RegistryError has all of it. */
interface TellingError {
  readonly message: string;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly at?: Date | undefined;
}

interface Props {
  /** What failed, for example "Runs could not be loaded". */
  readonly title: string;
  readonly error: TellingError;
  readonly onRetry?: (() => void) | undefined;
  /** What is not affected, or what to do. */
  readonly children?: ReactNode;
}

/** A failure in its own place on the page: in words, with what an operator needs to find it, and a way on. */
export function ErrorPanel({ title, error, onRetry, children }: Props): ReactElement {
  const role = roleNeededBy(error);
  if (role !== undefined) return <RoleNeeded role={role} />;
  return (
    <section className={classes.panel} role="alert" aria-label={title}>
      <IconAlertOctagonFilled aria-hidden />
      <div>
        <h2 className={classes.panelTitle}>{title}</h2>
        <p className={classes.panelText}>
          {sentence(error.message)} {children}
        </p>
        <dl className={classes.facts}>
          {error.code !== undefined && <Fact name="Code">{<code>{error.code}</code>}</Fact>}
          <Fact name="Request id">
            {error.requestId === undefined ? (
              'none, the request was not answered'
            ) : (
              <>
                <code>{error.requestId}</code> <CopyButton text={error.requestId} what="request id" />
              </>
            )}
          </Fact>
          {error.at !== undefined && <Fact name="When">{utcTime(error.at)} UTC</Fact>}
        </dl>
        {onRetry !== undefined && (
          <div className={classes.buttons}>
            <Button variant="filled" leftSection={<IconRefresh />} onClick={onRetry}>
              Retry
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}

/** The registry names the role that it asks for: `this needs the role editor or one above it`. */
function roleNeededBy({ code, message }: TellingError): string | undefined {
  const role = code === 'FORBIDDEN' ? /\bthe role (\w+)/.exec(message)?.[1] : undefined;
  return role === undefined ? undefined : role.charAt(0).toUpperCase() + role.slice(1);
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** Messages of the registry begin small and end without a full stop. */
function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
