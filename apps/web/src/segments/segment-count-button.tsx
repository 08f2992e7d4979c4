import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { asProblem } from '../api/problem';
import type { Segment } from '../api/models';
import { unwrap } from '../api/unwrap';

/** For segments that were never counted. */
export function SegmentCountButton({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const client = useQueryClient();
  const count = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/v1/segments/{id}/count', { params: { path: { id: segment.id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['segments'] }),
    onError: (error) =>
      notifications.show({ color: 'red', title: t('list.notCounted'), message: asProblem(error).message }),
  });
  if (segment.isBroken) return '–';
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      loading={count.isPending}
      onClick={() => count.mutate()}
      aria-label={t('list.countLabel', { name: segment.name })}
    >
      {t('list.count')}
    </Button>
  );
}
