import { Button, Grid, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Campaign } from '../api/models';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { Card } from '../ui/card';
import { fieldErrors } from '../ui/field-errors';
import { ProblemNotice } from '../ui/problem-notice';
import { UnsavedGuard } from '../ui/unsaved-guard';
import { AbTestCard } from './ab-test-card';
import { AudienceFields } from './audience-fields';
import { campaignQuery } from './campaign-queries';
import { ContentFields } from './content-fields';
import { DraftSendCard } from './draft-send-card';
import { toChanges, toDraft, type Draft } from './draft';
import { SenderFields } from './sender-fields';
import { TestSendCard } from './test-send-card';

/** Everything about a campaign that has not been sent. Nothing is saved until the button is pressed. */
export function DraftEditor({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const client = useQueryClient();
  const mayWrite = useMay('campaigns:write');
  const maySend = useMay('campaigns:send');
  const form = useForm<Draft>({ initialValues: toDraft(campaign) });
  const save = useMutation({
    mutationFn: (draft: Draft) =>
      unwrap(
        api.PATCH('/api/v1/campaigns/{id}', {
          params: { path: { id: campaign.id } },
          body: toChanges(draft, campaign),
        }),
      ),
    onSuccess: async (saved) => {
      client.setQueryData(campaignQuery(campaign.id).queryKey, saved);
      form.setInitialValues(toDraft(saved));
      form.reset();
      notifications.show({ message: t('editor.saved') });
      await client.invalidateQueries({ queryKey: ['campaigns', 'list'] });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const isDirty = form.isDirty();
  return (
    <Grid gap="lg">
      <UnsavedGuard isDirty={isDirty} />
      <Grid.Col span={{ base: 12, md: 7 }}>
        <form onSubmit={form.onSubmit((draft) => save.mutate(draft))}>
          <fieldset disabled={!mayWrite} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
            <Stack gap="lg">
              <Card title={t('editor.basics')}>
                <Stack>
                  <TextInput
                    label={t('fields.name')}
                    description={t('fields.nameHint')}
                    required
                    maxLength={200}
                    {...form.getInputProps('name')}
                  />
                  <SenderFields form={form} />
                </Stack>
              </Card>
              <Card title={t('editor.audience')} hint={t('editor.audienceHint')}>
                <AudienceFields form={form} audience={campaign.audience} />
              </Card>
              <Card title={t('editor.content')}>
                <ContentFields form={form} />
              </Card>
              <ProblemNotice error={save.error} title={t('editor.notSaved')} />
              {mayWrite && (
                <Group>
                  <Button type="submit" loading={save.isPending} disabled={!isDirty}>
                    {t('editor.save')}
                  </Button>
                  <Text size="sm" c="dimmed" role="status">
                    {t(isDirty ? 'editor.dirty' : 'editor.clean')}
                  </Text>
                </Group>
              )}
            </Stack>
          </fieldset>
        </form>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack gap="lg">
          {maySend && <DraftSendCard campaign={campaign} isDirty={isDirty} />}
          <AbTestCard campaign={campaign} />
          {maySend && <TestSendCard campaign={campaign} isDirty={isDirty} />}
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
