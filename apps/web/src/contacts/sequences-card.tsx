import { Accordion, Alert, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../ui/anchor-link';
import { Card } from '../ui/card';
import { formatTime } from '../ui/format';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { contactSequencesQuery, passageQuery } from './contact-queries';

/** The sequences that a person is or was in. Opened, each tells what happened, what is next and when, and why not. */
export function SequencesCard({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts');
  const { data, error } = useQuery(contactSequencesQuery(contactId));
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Card title={t('sequences.title')}>
      <ProblemNotice error={error} />
      {data?.items.length === 0 && <Text c="dimmed">{t('sequences.none')}</Text>}
      {data && data.items.length > 0 && (
        <Accordion variant="separated" value={open} onChange={setOpen}>
          {data.items.map((passage) => (
            <Accordion.Item key={passage.id} value={passage.id}>
              <Accordion.Control>
                <Text size="sm" fw={600}>
                  {passage.sequenceName}
                </Text>
                <Text size="xs" c="dimmed">
                  {t(`sequences.statuses.${passage.status}`)} · {formatTime(passage.enteredAt)}
                </Text>
              </Accordion.Control>
              <Accordion.Panel>{open === passage.id && <Passage id={passage.id} />}</Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
    </Card>
  );
}

function Passage({ id }: { id: string }) {
  const { t } = useTranslation('contacts');
  const { data, error } = useQuery(passageQuery(id));
  if (!data) return error ? <ProblemNotice error={error} /> : <Loading rows={2} height={20} />;
  return (
    <Stack gap="sm">
      {data.problem && <Alert color="yellow">{data.problem}</Alert>}
      <Text size="sm" fw={600}>
        {data.next}
      </Text>
      <List size="sm" spacing={6} listStyleType="none">
        {data.log.map((line, index) => (
          <List.Item key={index}>
            {line.text}
            {line.why && (
              <Text span size="sm" c="dimmed">
                {' '}
                {line.why}
              </Text>
            )}
            <Text size="xs" c="dimmed">
              {formatTime(line.at)}
            </Text>
          </List.Item>
        ))}
      </List>
      <AnchorLink to="/sequences/$sequenceId" params={{ sequenceId: data.sequenceId }} size="sm">
        {t('sequences.open')}
      </AnchorLink>
    </Stack>
  );
}
