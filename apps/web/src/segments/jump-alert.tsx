import { Alert, Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Segment } from '../api/models';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { formatDay, formatNumber } from '../ui/format';

/** A jump of the size that nobody has looked at yet. */
export function JumpAlert({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const client = useQueryClient();
  const mayWrite = useMay('segments:write');
  const dismiss = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/v1/segments/{id}/alert/dismiss', { params: { path: { id: segment.id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['segments'] }),
  });
  const { alert } = segment;
  if (!alert) return null;
  return (
    <Alert color="yellow" title={t('jump.title')} mb="lg">
      <Text size="sm">
        {t('jump.text', {
          day: formatDay(alert.day),
          size: formatNumber(alert.size),
          usual: formatNumber(alert.usualSize),
        })}
      </Text>
      {mayWrite && (
        <Button
          size="xs"
          variant="default"
          mt="sm"
          loading={dismiss.isPending}
          onClick={() => dismiss.mutate()}
        >
          {t('jump.dismiss')}
        </Button>
      )}
    </Alert>
  );
}
