import { Group, Stack, Text, ThemeIcon } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import { useQuery } from '@tanstack/react-query';
import { sendersQuery } from '../campaigns/campaign-queries';
import { topicsQuery, workspaceQuery } from '../settings/settings-queries';
import { templatesQuery } from '../templates/template-queries';
import { Card } from '../ui/card';
import { ButtonLink } from '../ui/button-link';

interface Props {
  hasContacts: boolean;
  hasSegments: boolean;
}

/** The way from an empty workspace to the first campaign; the first open step has the button. */
export function FirstSteps({ hasContacts, hasSegments }: Props) {
  const workspace = useQuery(workspaceQuery);
  const senders = useQuery(sendersQuery);
  const topics = useQuery(topicsQuery);
  const templates = useQuery(templatesQuery({}));
  const has = (list: { items: unknown[] } | undefined) => (list?.items.length ?? 0) > 0;
  const steps = [
    {
      label: 'Enter your postal address',
      text: 'Every marketing mail must carry it.',
      done: (workspace.data?.postalAddress ?? '') !== '',
      to: '/settings',
      tab: 'workspace',
    },
    {
      label: 'Add a sender',
      text: 'The name and address that readers see.',
      done: has(senders.data),
      to: '/settings',
      tab: 'senders',
    },
    {
      label: 'Add a topic',
      text: 'What people subscribe to, such as a newsletter.',
      done: has(topics.data),
      to: '/settings',
      tab: 'topics',
    },
    {
      label: 'Import contacts',
      text: 'From a CSV file or a Mailchimp export.',
      done: hasContacts,
      to: '/contacts/import',
    },
    { label: 'Create a segment', text: 'Whom to write to.', done: hasSegments, to: '/segments' },
    {
      label: 'Choose a template',
      text: 'Start from the gallery.',
      done: has(templates.data),
      to: '/templates/gallery',
    },
    {
      label: 'Write the first campaign',
      text: 'Test it, then send it now or later.',
      done: false,
      to: '/campaigns',
    },
  ] as const;
  const next = steps.findIndex(({ done }) => !done);
  return (
    <Card title="To your first campaign">
      <Stack component="ol" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
        {steps.map((step, index) => (
          <Group key={step.label} component="li" gap="md" wrap="nowrap" justify="space-between">
            <Group gap="md" wrap="nowrap">
              <ThemeIcon radius="xl" size={30} variant={step.done ? 'filled' : 'default'} aria-hidden>
                {step.done ? <IconCheck size={16} /> : <Text size="sm">{index + 1}</Text>}
              </ThemeIcon>
              <div>
                <Text fw={step.done ? 400 : 650} c={step.done ? 'dimmed' : undefined}>
                  {step.label}
                  {step.done ? ' (done)' : ''}
                </Text>
                {!step.done && (
                  <Text size="sm" c="dimmed">
                    {step.text}
                  </Text>
                )}
              </div>
            </Group>
            {!step.done && (
              <ButtonLink
                to={step.to}
                search={'tab' in step ? { tab: step.tab } : {}}
                size="xs"
                variant={index === next ? 'filled' : 'default'}
                aria-label={`Open: ${step.label}`}
              >
                Open
              </ButtonLink>
            )}
          </Group>
        ))}
      </Stack>
    </Card>
  );
}
