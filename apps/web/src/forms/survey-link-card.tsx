import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { ContactPicker } from '../contacts/contact-picker';
import { useMay } from '../session/use-session';
import { Card } from '../ui/card';
import { formatDay } from '../ui/format';
import { ProblemNotice } from '../ui/problem-notice';
import type { Form } from './models';

/** A link that says who answers: for mail to that one person. */
export function SurveyLinkCard({ form }: { form: Form }) {
  const { t } = useTranslation(['forms', 'ui']);
  const may = { forms: useMay('forms:write'), contacts: useMay('contacts:write') };
  const [contactId, setContactId] = useState<string | null>(null);
  const make = useMutation({
    mutationFn: (id: string) =>
      unwrap(
        api.POST('/api/v1/forms/{id}/links', {
          params: { path: { id: form.id } },
          body: { contactId: id },
        }),
      ),
  });
  const isOfThis = make.data && make.variables === contactId;
  return (
    <Card title={t('link.title')} hint={t('link.hint')}>
      <Stack>
        {may.forms && may.contacts ? (
          <Group align="flex-end" gap="sm">
            <ContactPicker label={t('link.contact')} value={contactId} onChange={setContactId} />
            <Button
              variant="default"
              disabled={contactId === null || form.status !== 'published'}
              loading={make.isPending}
              onClick={() => contactId && make.mutate(contactId)}
            >
              {t('link.make')}
            </Button>
          </Group>
        ) : (
          <Text size="sm" c="dimmed">
            {t('link.mayNot')}
          </Text>
        )}
        <ProblemNotice error={make.error} />
        {isOfThis && (
          <Stack gap="xs" role="status">
            <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {make.data.url}
            </Code>
            <Group gap="sm">
              <CopyButton value={make.data.url}>
                {({ copied, copy }) => (
                  <Button size="xs" variant="default" onClick={copy}>
                    {t(copied ? 'ui:actions.copied' : 'link.copy')}
                  </Button>
                )}
              </CopyButton>
              <Text size="sm" c="dimmed">
                {t('link.until', { day: formatDay(make.data.expiresAt) })}
              </Text>
            </Group>
          </Stack>
        )}
      </Stack>
    </Card>
  );
}
