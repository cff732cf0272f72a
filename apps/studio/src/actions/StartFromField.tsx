import { FileButton, Button, Select, Textarea } from '@mantine/core';
import {
  IconCircleCheckFilled,
  IconFile,
  IconFileImport,
  IconTemplate,
  IconUpload,
  type Icon,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import classes from './actions.module.css';
import type { NewAction } from './create-action.ts';
import { starters } from './starters.ts';

type Choice = 'blank' | 'starter' | 'import';

const choices: readonly { value: Choice; name: string; text: string; icon: Icon }[] = [
  { value: 'blank', name: 'Blank flow', text: 'Only Start', icon: IconFile },
  { value: 'starter', name: 'Starter', text: 'CRM note, branch, mTLS', icon: IconTemplate },
  { value: 'import', name: 'Import', text: 'JSON file or text', icon: IconFileImport },
];

/** What the new flow begins with: nothing, a starter, or a JSON document. */
export function StartFromField({ form }: { readonly form: UseFormReturn<NewAction> }): ReactElement {
  const startFrom = form.watch('startFrom');
  const chosen: Choice = startFrom === 'blank' || startFrom === 'import' ? startFrom : 'starter';
  const choose = (choice: Choice): void =>
    form.setValue('startFrom', choice === 'starter' ? (starters[0]?.id ?? 'blank') : choice, { shouldDirty: true });
  return (
    <>
      <fieldset className={classes.fieldset}>
        <legend className={classes.legend}>Start from</legend>
        <div className={classes.choices}>
          {choices.map(({ value, name, text, icon: Icon }) => (
            <label key={value} className={classes.choice}>
              <input
                type="radio"
                name="start"
                checked={chosen === value}
                onChange={() => choose(value)}
                aria-label={name}
              />
              <span className={classes.choiceName}>
                <Icon aria-hidden stroke={1.75} />
                {name}
                <IconCircleCheckFilled aria-hidden />
              </span>
              <span className={classes.choiceText}>{text}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {chosen === 'starter' && (
        <Select
          label="Starter"
          data={starters.map(({ id, name, text }) => ({ value: id, label: `${name}: ${text}` }))}
          value={startFrom}
          onChange={(id) => form.setValue('startFrom', id ?? 'blank')}
        />
      )}
      {chosen === 'import' && <ImportField form={form} />}
    </>
  );
}

function ImportField({ form }: { readonly form: UseFormReturn<NewAction> }): ReactElement {
  const read = async (file: File | null): Promise<void> => {
    if (file !== null) form.setValue('importText', await file.text(), { shouldDirty: true, shouldValidate: true });
  };
  return (
    <div>
      <Textarea
        label="Exported action or flow, as JSON"
        minRows={4}
        maxRows={10}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
        error={form.formState.errors.importText?.message}
        {...form.register('importText', {
          validate: (text, { startFrom }) =>
            startFrom !== 'import' || text.trim() !== '' || 'Paste a document, or choose a file',
        })}
      />
      <FileButton accept="application/json,.json" onChange={(file) => void read(file)}>
        {(props) => (
          <Button {...props} size="sm" mt={8} leftSection={<IconUpload stroke={1.75} />}>
            Choose a file
          </Button>
        )}
      </FileButton>
    </div>
  );
}
