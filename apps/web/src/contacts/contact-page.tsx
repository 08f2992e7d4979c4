import { Button, Grid, Stack } from '@mantine/core';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-session';
import { formatDay } from '../ui/format';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { SegmentsCard } from './belonging-card';
import { ConsentCard } from './consent-card';
import { ContactFacts } from './contact-facts';
import { nameOf } from './contact-name';
import { contactQuery } from './contact-queries';
import { ContactTags } from './contact-tags';
import { ContactTimeline } from './contact-timeline';
import { EraseButton } from './erase-button';
import { MailableCard } from './mailable-card';
import { NotesCard } from './notes-card';
import { SequencesCard } from './sequences-card';
import { addedBy } from './source-words';

/** Everything about one person. */
export function ContactPage() {
  const { t } = useTranslation('contacts');
  const { contactId } = useParams({ strict: false }) as { contactId: string };
  const { data: contact, error, refetch } = useQuery(contactQuery(contactId));
  const may = {
    consent: useMay('consent:read'),
    segments: useMay('segments:read'),
    sequences: useMay('campaigns:read'),
    export: useMay('contacts:export'),
    write: useMay('contacts:write'),
  };
  if (!contact)
    return error ? (
      <ProblemNotice error={error} title={t('one')} onRetry={() => void refetch()} />
    ) : (
      <Loading rows={6} />
    );
  const name = nameOf(contact);
  const added = t('page.added', { day: formatDay(contact.createdAt), how: addedBy(contact.source, t) });
  return (
    <>
      <PageHeader
        title={name || contact.email}
        back={{ to: '/contacts', label: t('title') }}
        description={name ? `${contact.email} · ${added}` : added}
        actions={
          <>
            {may.export && (
              <Button
                component="a"
                href={`/api/v1/contacts/${contact.id}/export?format=csv`}
                variant="default"
                leftSection={<IconDownload size={18} aria-hidden />}
              >
                {t('page.export')}
              </Button>
            )}
            {may.write && <EraseButton contact={contact} />}
          </>
        }
      />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            {may.consent && <MailableCard contact={contact} />}
            <ContactTags contact={contact} />
            <ContactFacts contact={contact} />
            {may.segments && <SegmentsCard contactId={contact.id} />}
            {may.consent && <ConsentCard contactId={contact.id} />}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            <NotesCard contactId={contact.id} />
            {may.sequences && <SequencesCard contactId={contact.id} />}
            <ContactTimeline contactId={contact.id} />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}
