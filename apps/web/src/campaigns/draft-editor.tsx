import { Button, Grid, Group, Stack, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../api/models';
import { useMay } from '../session/use-session';
import { ConflictNotice } from '../ui/conflict-notice';
import { ProblemNotice } from '../ui/problem-notice';
import { SaveStatus } from '../ui/save-status';
import { UnsavedGuard } from '../ui/unsaved-guard';
import { AbTestCard } from './ab-test-card';
import { AudienceFields } from './audience-fields';
import { campaignQuery } from './campaign-queries';
import { ContentFields } from './content-fields';
import { DraftSection } from './draft-section';
import { DraftSendCard } from './draft-send-card';
import { SenderFields } from './sender-fields';
import { TestSendCard } from './test-send-card';
import { TimingFields } from './timing-fields';
import { useCampaignDraft } from './use-campaign-draft';

/** How often it is looked whether a colleague saved the same draft. */
const LOOK_MS = 20_000;

interface Props {
  campaign: Campaign;
  /** Begins anew with what is stored. */
  onReload: () => void;
}

/** Everything about a campaign that has not been sent: four steps in any order, kept by themselves. */
export function DraftEditor({ campaign, onReload }: Props) {
  const maySend = useMay('campaigns:send');
  const draft = useCampaignDraft(campaign);
  const { isDirty, isStale } = draft;
  useQuery({ ...campaignQuery(campaign.id), refetchInterval: LOOK_MS });
  useHotkeys([['mod+S', draft.save]], [], true);
  useEffect(() => {
    if (isStale) onReload();
  }, [isStale, onReload]);
  return (
    <>
      <UnsavedGuard isDirty={isDirty} flush={draft.flush} />
      {draft.isConflict && <ConflictNotice onLoad={onReload} onOverwrite={() => void draft.saveOver()} />}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <DraftSections campaign={campaign} draft={draft} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            {maySend && <DraftSendCard campaign={campaign} isDirty={isDirty} />}
            <AbTestCard campaign={campaign} />
            {maySend && <TestSendCard campaign={campaign} isDirty={isDirty} />}
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}

interface SectionsProps {
  campaign: Campaign;
  draft: ReturnType<typeof useCampaignDraft>;
}

function DraftSections({ campaign, draft }: SectionsProps) {
  const { t } = useTranslation('campaigns');
  const mayWrite = useMay('campaigns:write');
  const { form } = draft;
  const { values } = form;
  const isAudienceSet = values.include.length > 0 || campaign.audience.include.some(({ tree }) => tree);
  const missing = (...parts: [boolean, string][]) =>
    parts.flatMap(([isThere, what]) => (isThere ? [] : [what]));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        draft.save();
      }}
    >
      <fieldset disabled={!mayWrite} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
        <Stack gap="lg">
          {mayWrite && (
            <Group justify="space-between" mih={30} mb={-8}>
              <SaveStatus
                isDirty={draft.isDirty}
                isSaving={draft.isSaving}
                isRefused={draft.isRefused || draft.isConflict}
                savedAt={draft.savedAt}
              />
              {draft.isDirty && !draft.isConflict && (
                <Button type="submit" variant="default" size="xs" loading={draft.isSaving}>
                  {t('editor.save')}
                </Button>
              )}
            </Group>
          )}
          <ProblemNotice error={draft.error} title={t('editor.notSaved')} />
          <TextInput
            label={t('fields.name')}
            description={t('fields.nameHint')}
            required
            maxLength={200}
            {...form.getInputProps('name')}
          />
          <DraftSection
            title={t('editor.audience')}
            hint={t('editor.audienceHint')}
            missing={missing(
              [values.topicId !== null, t('fields.topic')],
              [isAudienceSet, t('fields.segments')],
            )}
          >
            <AudienceFields form={form} audience={campaign.audience} />
          </DraftSection>
          <DraftSection
            title={t('editor.content')}
            missing={missing([values.templateId !== null, t('fields.template')])}
          >
            <ContentFields form={form} />
          </DraftSection>
          <DraftSection
            title={t('editor.settings')}
            missing={missing([values.senderId !== null, t('fields.sender')])}
          >
            <Stack>
              <SenderFields form={form} />
              <TimingFields form={form} />
            </Stack>
          </DraftSection>
        </Stack>
      </fieldset>
    </form>
  );
}
