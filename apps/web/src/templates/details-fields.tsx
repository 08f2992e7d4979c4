import { SimpleGrid, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../ui/card';
import { MergeTextInput } from './merge/merge-text-input';
import type { EmailDraft } from './use-email-draft';

/** What inboxes show of a subject on a phone. */
const SHORT_SUBJECT = 45;

interface Props {
  draft: EmailDraft;
  errors: Record<string, string>;
}

/** Name, subject and preheader. */
export function DetailsFields({ draft, errors }: Props) {
  const { t } = useTranslation('templates');
  const { texts, setTexts } = draft;
  const length = texts.subject.replace(/\{\{[^}]*\}\}/g, 'xxxxxx').length;
  return (
    <Card mb="md">
      <SimpleGrid cols={{ base: 1, md: 3 }} spacing="md">
        <TextInput
          label={t('details.name')}
          required
          maxLength={200}
          value={texts.name}
          error={errors.name}
          onChange={(event) => setTexts({ name: event.currentTarget.value })}
        />
        <div>
          <MergeTextInput
            label={t('details.subject')}
            required
            maxLength={500}
            value={texts.subject}
            error={errors.subject}
            onText={(subject) => setTexts({ subject })}
          />
          <Text size="xs" c="dimmed" mt={4}>
            {t(length > SHORT_SUBJECT ? 'details.longSubject' : 'details.shortSubject', { count: length })}
          </Text>
        </div>
        <div>
          <MergeTextInput
            label={t('details.preheader')}
            maxLength={500}
            value={texts.preheader}
            error={errors.preheader}
            onText={(preheader) => setTexts({ preheader })}
          />
          <Text size="xs" c="dimmed" mt={4}>
            {t('details.preheaderHint')}
          </Text>
        </div>
      </SimpleGrid>
    </Card>
  );
}
