import { ActionIcon, Button, PasswordInput, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { Controller, useFieldArray, type UseFormReturn } from 'react-hook-form';
import classes from './auth-profiles.module.css';
import type { NewProfile } from './new-profile.ts';

const WRITE_ONLY = 'Write-only. It cannot be shown again after saving.';
/** A browser that offers to keep these would keep a company's credentials beside a person's own. */
const notKept = { autoComplete: 'new-password', 'data-1p-ignore': true } as const;

const places = [
  { value: 'HEADER', label: 'Header' },
  { value: 'QUERY', label: 'Query' },
  { value: 'BODY', label: 'Body' },
];

interface Props {
  readonly form: UseFormReturn<NewProfile>;
}

/** What the chosen kind keeps secret. */
export function SecretFields({ form }: Props): ReactElement {
  const kind = form.watch('kind');
  const { errors } = form.formState;
  if (kind === 'BEARER')
    return (
      <PasswordInput
        {...notKept}
        label="Token"
        description={WRITE_ONLY}
        visibilityToggleButtonProps={{ style: { display: 'none' } }}
        error={errors.token?.message}
        {...form.register('token', { required: 'Token is required' })}
      />
    );
  if (kind === 'BASIC')
    return (
      <div className={classes.pair}>
        <TextInput
          label="User name"
          autoComplete="off"
          error={errors.username?.message}
          {...form.register('username', { required: 'User name is required' })}
        />
        <PasswordInput
          {...notKept}
          label="Password"
          description={WRITE_ONLY}
          visibilityToggleButtonProps={{ style: { display: 'none' } }}
          error={errors.password?.message}
          {...form.register('password', { required: 'Password is required' })}
        />
      </div>
    );
  return <KeyPairs form={form} />;
}

function KeyPairs({ form }: Props): ReactElement {
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'pairs' });
  const { errors } = form.formState;
  return (
    <fieldset className={classes.fieldset}>
      <legend className={classes.label}>Keys</legend>
      {fields.map((field, at) => (
        <div key={field.id} className={classes.key}>
          <Controller
            control={form.control}
            name={`pairs.${at}.in`}
            render={({ field: place }) => (
              <Select
                aria-label={`Place of key ${String(at + 1)}`}
                data={places}
                value={place.value}
                onChange={place.onChange}
              />
            )}
          />
          <TextInput
            aria-label={`Name of key ${String(at + 1)}`}
            placeholder="X-Api-Key"
            error={errors.pairs?.[at]?.name?.message}
            {...form.register(`pairs.${at}.name`, { required: 'Name is required' })}
          />
          <PasswordInput
            {...notKept}
            aria-label={`Value of key ${String(at + 1)}`}
            placeholder="Value"
            visibilityToggleButtonProps={{ style: { display: 'none' } }}
            error={errors.pairs?.[at]?.value?.message}
            {...form.register(`pairs.${at}.value`, { required: 'Value is required' })}
          />
          <ActionIcon
            aria-label={`Remove key ${String(at + 1)}`}
            disabled={fields.length === 1}
            onClick={() => remove(at)}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      <p className={classes.hint}>{WRITE_ONLY}</p>
      <Button size="sm" leftSection={<IconPlus />} onClick={() => append({ in: 'HEADER', name: '', value: '' })}>
        Add key
      </Button>
      {errors.pairs?.message !== undefined && <p className={classes.problem}>{errors.pairs.message}</p>}
    </fieldset>
  );
}
