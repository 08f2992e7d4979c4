import { Button, Group, Radio, Select, Stack, TextInput, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client';
import type { Workspace } from '../api/models';
import { unwrap } from '../api/unwrap';
import { meQuery } from '../session/session-query';
import { useMay } from '../session/use-session';
import { Card } from '../ui/card';
import { fieldErrors } from '../ui/field-errors';
import { ProblemNotice } from '../ui/problem-notice';
import { UnsavedGuard } from '../ui/unsaved-guard';
import { timeZones } from '../ui/time-zones';
import { workspaceQuery } from './settings-queries';

const TRACKING: { value: Workspace['trackingMode']; label: string; description: string }[] = [
  {
    value: 'individual',
    label: 'Each open and click',
    description: 'Of people who agreed to it; the others are only counted.',
  },
  {
    value: 'last-open-day',
    label: 'The last day someone opened',
    description: 'Enough to know who still reads, without a history.',
  },
  { value: 'aggregate', label: 'Totals only', description: 'How often, not by whom.' },
  { value: 'none', label: 'Nothing', description: 'Links stay as they are and no opens are counted.' },
];

function valuesOf({ name, timeZone, postalAddress, websiteUrl, trackingMode }: Workspace) {
  return { name, timeZone, postalAddress, websiteUrl, trackingMode };
}

export function WorkspaceForm({ workspace }: { workspace: Workspace }) {
  const client = useQueryClient();
  const mayChange = useMay('workspace:admin');
  const form = useForm({ initialValues: valuesOf(workspace) });
  const save = useMutation({
    mutationFn: (body: typeof form.values) => unwrap(api.PATCH('/api/v1/workspace', { body })),
    onSuccess: async (saved) => {
      client.setQueryData(workspaceQuery.queryKey, saved);
      form.setInitialValues(valuesOf(saved));
      form.reset();
      notifications.show({ message: 'Saved' });
      await client.invalidateQueries({ queryKey: meQuery.queryKey });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <UnsavedGuard isDirty={form.isDirty()} />
      <fieldset disabled={!mayChange} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
        <Card maw={680}>
          <Stack>
            <TextInput label="Name" required maxLength={100} {...form.getInputProps('name')} />
            <Textarea
              label="Postal address"
              description="Printed at the foot of every marketing mail; the law of many countries asks for it."
              rows={3}
              maxLength={500}
              {...form.getInputProps('postalAddress')}
            />
            <TextInput
              label="Web site"
              type="url"
              placeholder="https://example.com"
              maxLength={2000}
              {...form.getInputProps('websiteUrl')}
            />
            <Select
              label="Time zone"
              description="Days and weeks are counted in it."
              data={[...new Set([workspace.timeZone, ...timeZones()])]}
              searchable
              allowDeselect={false}
              {...form.getInputProps('timeZone')}
            />
            <Radio.Group label="What is recorded about reading" {...form.getInputProps('trackingMode')}>
              <Stack gap="xs" mt="xs">
                {TRACKING.map(({ value, label, description }) => (
                  <Radio key={value} value={value} label={label} description={description} />
                ))}
              </Stack>
            </Radio.Group>
            <ProblemNotice error={save.error} title="Not saved" />
            {mayChange && (
              <Group>
                <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
                  Save
                </Button>
              </Group>
            )}
          </Stack>
        </Card>
      </fieldset>
    </form>
  );
}
