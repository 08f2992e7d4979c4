import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { asDefinition, definitionJson, type FormDefinition } from './form-definition';
import { formQuery } from './form-queries';
import type { Form } from './models';

const PAUSE_MS = 700;

export interface FormDraft {
  definition: FormDefinition;
  name: string;
  change: (changes: Partial<FormDefinition>) => void;
  rename: (name: string) => void;
  isDirty: boolean;
  isSaving: boolean;
  error: unknown;
  flush: () => Promise<void>;
}

interface State {
  name: string;
  definition: FormDefinition;
}

/** The draft of a form, saved by itself once one pauses. */
export function useFormDraft(form: Form): FormDraft {
  const client = useQueryClient();
  const [now, setNow] = useState<State>(() => ({
    name: form.name,
    definition: asDefinition(form.definition),
  }));
  const [saved, setSaved] = useState(now);
  const { mutate, mutateAsync, isPending, error, variables } = useMutation({
    scope: { id: `form ${form.id}` },
    mutationFn: ({ name, definition }: State) =>
      unwrap(
        api.PATCH('/api/v1/forms/{id}', {
          params: { path: { id: form.id } },
          body: { name, definition: definitionJson(definition) },
        }),
      ),
    onSuccess: (answer, state) => {
      client.setQueryData(formQuery(form.id).queryKey, answer);
      void client.invalidateQueries({ queryKey: ['forms', 'list'] });
      setSaved(state);
    },
  });
  const isDirty = now !== saved;
  const wasRefused = error !== null && variables === now;
  useEffect(() => {
    if (!isDirty || isPending || wasRefused) return undefined;
    const timer = setTimeout(() => mutate(now), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [isDirty, isPending, wasRefused, mutate, now]);
  return {
    ...now,
    change: (changes) => setNow((last) => ({ ...last, definition: { ...last.definition, ...changes } })),
    rename: (name) => setNow((last) => ({ ...last, name })),
    isDirty,
    isSaving: isPending,
    error: isDirty ? error : null,
    flush: async () => {
      if (isDirty) await mutateAsync(now);
    },
  };
}
