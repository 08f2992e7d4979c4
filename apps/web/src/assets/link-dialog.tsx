import { Alert, Button, Checkbox, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { ContactPicker } from '../contacts/contact-picker';
import { useMay } from '../session/use-session';
import { formatTime } from '../ui/format-time';
import { ProblemNotice } from '../ui/problem-notice';
import type { Asset } from './models';

/** A link for one contact, to copy or to mail. */
export function LinkDialog({ asset, onClose }: { asset: Asset; onClose: () => void }) {
  const { t } = useTranslation(['assets', 'ui']);
  const client = useQueryClient();
  const mayMail = useMay('messages:send');
  const [contactId, setContact] = useState<string | null>(null);
  const [expires, setExpires] = useState('');
  const [mail, setMail] = useState(false);
  const make = useMutation({
    mutationFn: (id: string) =>
      unwrap(
        api.POST('/api/v1/assets/{id}/links', {
          params: { path: { id: asset.id } },
          body: {
            contactId: id,
            ...(expires ? { expiresAt: new Date(`${expires}T23:59:59`).toISOString() } : {}),
            ...(mail ? { mail } : {}),
          },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['assets', 'one', asset.id] }),
  });
  const link = make.data;
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{t('link.title')}</Text>}>
      <Stack>
        <Text size="sm">{t('link.hint')}</Text>
        <ContactPicker label={t('link.contact')} required value={contactId} onChange={setContact} />
        <TextInput
          type="date"
          label={t('link.expires')}
          description={t('link.expiresHint', { count: asset.linkDays })}
          value={expires}
          onChange={(event) => setExpires(event.currentTarget.value)}
        />
        {mayMail && (
          <Checkbox
            label={t('link.mail')}
            checked={mail}
            onChange={(event) => setMail(event.currentTarget.checked)}
          />
        )}
        {link && (
          <Alert color="tide" role="status">
            <Stack gap="xs">
              <Text size="sm">
                {t(link.messageId ? 'link.mailed' : 'link.made', { when: formatTime(link.expiresAt) })}
              </Text>
              <Group gap="xs" wrap="nowrap" align="flex-end">
                <TextInput label={t('link.url')} readOnly value={link.url} style={{ flex: 1 }} />
                <CopyButton value={link.url}>
                  {({ copied, copy }) => (
                    <Button variant="default" onClick={copy}>
                      {t(copied ? 'ui:actions.copied' : 'ui:actions.copy')}
                    </Button>
                  )}
                </CopyButton>
              </Group>
            </Stack>
          </Alert>
        )}
        <ProblemNotice error={make.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t(link ? 'ui:actions.close' : 'ui:actions.back')}
          </Button>
          <Button
            disabled={!contactId || Boolean(link)}
            loading={make.isPending}
            onClick={() => contactId && make.mutate(contactId)}
          >
            {t('link.make')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
