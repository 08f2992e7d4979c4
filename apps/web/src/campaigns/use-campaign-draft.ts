import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api/client';
import type { Campaign } from '../api/models';
import { asProblem } from '../api/problem';
import { unwrap } from '../api/unwrap';
import { fieldErrors } from '../ui/field-errors';
import { campaignQuery } from './campaign-queries';
import { toChanges, toDraft, type Draft } from './draft';

const PAUSE_MS = 900;

interface Saving {
  draft: Draft;
  /** A colleague's, to write over it; otherwise that of the last save. */
  over?: number;
}

/** The draft of a campaign: saved by itself once one pauses, never over what a colleague saved meanwhile. */
export function useCampaignDraft(campaign: Campaign) {
  const client = useQueryClient();
  const form = useForm<Draft>({ initialValues: toDraft(campaign) });
  const { id } = campaign;
  const now = JSON.stringify(form.values);
  const [saved, setSaved] = useState(() => ({
    draft: now,
    version: campaign.version,
    at: null as string | null,
  }));
  const version = useRef(campaign.version);
  const { setErrors } = form;
  const save = useMutation({
    scope: { id: `campaign ${id}` },
    mutationFn: ({ draft, over }: Saving) =>
      unwrap(
        api.PATCH('/api/v1/campaigns/{id}', {
          params: { path: { id } },
          body: { ...toChanges(draft, campaign), version: over ?? version.current },
        }),
      ),
    onSuccess: (answer, { draft }) => {
      version.current = answer.version;
      setSaved({ draft: JSON.stringify(draft), version: answer.version, at: new Date().toISOString() });
      setErrors({});
      client.setQueryData(campaignQuery(id).queryKey, answer);
      void client.invalidateQueries({ queryKey: ['campaigns', 'list'] });
    },
    onError: (error) => setErrors(fieldErrors(error)),
  });
  const { mutate, mutateAsync, isPending, error, variables } = save;
  const isDirty = now !== saved.draft;
  const isRefused = error !== null && JSON.stringify(variables?.draft) === now;
  const code = error === null ? null : asProblem(error).code;
  const isConflict = isDirty && (code === 'campaign.changed-meanwhile' || campaign.version > saved.version);
  useEffect(() => {
    if (!isDirty || isPending || isRefused || isConflict) return undefined;
    const timer = setTimeout(() => mutate({ draft: JSON.parse(now) as Draft }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [isDirty, isPending, isRefused, isConflict, mutate, now]);
  return {
    form,
    isDirty,
    isSaving: isPending,
    isRefused,
    isConflict,
    /** Somebody else saved it, and nothing of one's own would be lost. */
    isStale: !isDirty && !isPending && campaign.version > saved.version,
    savedAt: saved.at,
    error: isDirty && !isPending && !isConflict ? error : null,
    save: () => isDirty && !isPending && mutate({ draft: form.values }),
    /** Saves what is not saved yet; fails with the API's problem. */
    flush: async () => {
      if (isDirty) await mutateAsync({ draft: form.values });
    },
    /** Writes over what a colleague saved meanwhile. */
    saveOver: async () => {
      const theirs = await client.fetchQuery({ ...campaignQuery(id), staleTime: 0 });
      mutate({ draft: form.values, over: theirs.version });
    },
  };
}
