import { Button, Drawer, SegmentedControl, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Controller, useForm, type UseFormReturn } from 'react-hook-form';
import type { AuthProfileRowFragment } from '../registry-client/generated/graphql.ts';
import { announce } from '../ui/announcements.ts';
import { FormProblem } from '../ui/FormProblem.tsx';
import classes from './auth-profiles.module.css';
import { createProfile, emptyProfile, originOf, type NewProfile } from './new-profile.ts';
import { kindWords } from './profile-words.ts';
import { SecretFields } from './SecretFields.tsx';

interface Props {
  readonly isOpen: boolean;
  /** Filled in already: the host of the request that asks for a profile. */
  readonly origin?: string | undefined;
  readonly onCreated: (profile: AuthProfileRowFragment) => void;
  readonly onClose: () => void;
}

/** Makes an auth profile: API key, Bearer or Basic. Secrets go in and are never shown again. */
export function AuthProfileForm(props: Props): ReactElement {
  return (
    <Drawer opened={props.isOpen} onClose={props.onClose} position="right" size={560} title="New auth profile">
      {props.isOpen && <Fields {...props} />}
    </Drawer>
  );
}

function Fields({ origin, onCreated, onClose }: Props): ReactElement {
  const form = useForm<NewProfile>({
    mode: 'onBlur',
    defaultValues: { ...emptyProfile, origins: origin === undefined ? [] : [origin] },
  });
  const { errors } = form.formState;
  const create = useCreate(form, onCreated);
  const root = errors.root?.message;
  return (
    <form
      className={classes.form}
      noValidate
      autoComplete="off"
      aria-label="New auth profile"
      onSubmit={(event) => void form.handleSubmit((wanted) => create.mutate(wanted))(event)}
    >
      <div className={classes.fields}>
        <TextInput
          label="Name"
          description="What flows call it."
          data-autofocus
          error={errors.name?.message}
          {...form.register('name', { validate: (name) => name.trim() !== '' || 'Name is required' })}
        />
        <KindField form={form} />
        <SecretFields form={form} />
        <OriginsField form={form} />
        <FormProblem error={root === undefined ? create.error : new Error(root)} />
      </div>
      <div className={classes.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" loading={create.isPending}>
          Create profile
        </Button>
      </div>
    </form>
  );
}

function useCreate(form: UseFormReturn<NewProfile>, onCreated: Props['onCreated']) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: createProfile,
    onSuccess: async ({ profile, problems }) => {
      for (const [at, { field, message }] of problems.entries())
        form.setError(field, { message }, { shouldFocus: at === 0 });
      if (profile === null) return;
      announce('Auth profile created');
      onCreated(profile);
      await queryClient.invalidateQueries({ queryKey: ['registry'] });
    },
  });
}

function KindField({ form }: { readonly form: UseFormReturn<NewProfile> }): ReactElement {
  const kinds = Object.entries(kindWords).map(([value, label]) => ({ value, label }));
  return (
    <Controller
      control={form.control}
      name="kind"
      render={({ field }) => (
        <div>
          <span className={classes.label} id="profile-kind">
            Kind
          </span>
          <SegmentedControl
            aria-labelledby="profile-kind"
            data={kinds}
            value={field.value}
            onChange={(kind) => field.onChange(kind)}
          />
        </div>
      )}
    />
  );
}

function OriginsField({ form }: { readonly form: UseFormReturn<NewProfile> }): ReactElement {
  return (
    <Controller
      control={form.control}
      name="origins"
      rules={{ validate: (origins) => origins.length > 0 || 'Name at least one origin: it is sent nowhere else' }}
      render={({ field, fieldState }) => (
        <TagsInput
          size="md"
          label="Origins it may be sent to"
          description="Scheme, host and port. Only an admin changes them later, and Send never widens them."
          placeholder={field.value.length === 0 ? 'https://desk.example' : undefined}
          value={[...field.value]}
          onChange={(typed) => field.onChange([...new Set(typed.map((text) => originOf(text) ?? text))])}
          onBlur={field.onBlur}
          ref={field.ref}
          acceptValueOnBlur
          error={fieldState.error?.message}
        />
      )}
    />
  );
}
