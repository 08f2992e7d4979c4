import { Grid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMay } from '../session/use-session';
import { formatDay, words } from '../ui/format';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { ContactFacts } from './contact-facts';
import { nameOf } from './contact-name';
import { contactQuery } from './contact-queries';
import { ContactTags } from './contact-tags';
import { ContactTimeline } from './contact-timeline';
import { MailableCard } from './mailable-card';

const BACK = { to: '/contacts', label: 'Contacts' } as const;

export function ContactPage() {
  const { contactId } = useParams({ strict: false }) as { contactId: string };
  const { data: contact, error, refetch } = useQuery(contactQuery(contactId));
  const mayReadConsent = useMay('consent:read');
  if (!contact)
    return error ? (
      <ProblemNotice error={error} title="Contact" onRetry={() => void refetch()} />
    ) : (
      <Loading rows={6} />
    );
  const name = nameOf(contact);
  return (
    <>
      <PageHeader
        title={name || contact.email}
        back={BACK}
        description={`${name ? `${contact.email} · ` : ''}added ${formatDay(contact.createdAt)} by ${words(contact.source)}`}
      />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            {mayReadConsent && <MailableCard contact={contact} />}
            <ContactTags contact={contact} />
            <ContactFacts contact={contact} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <ContactTimeline contactId={contact.id} />
        </Grid.Col>
      </Grid>
    </>
  );
}
