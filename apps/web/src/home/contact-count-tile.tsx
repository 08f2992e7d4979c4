import { Skeleton, Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { Card } from '../ui/card';
import { formatNumber } from '../ui/format';
import { AnchorLink } from '../ui/anchor-link';

const EVERYONE = { v: 1, match: 'all', rules: [] };

/** Everyone, and who of them may be mailed: the preview of a rule that asks nothing. */
const countQuery = queryOptions({
  queryKey: ['segments', 'preview', 'everyone'],
  queryFn: () => unwrap(api.POST('/api/v1/segments/preview', { body: { tree: EVERYONE } })),
  staleTime: 60_000,
  retry: false,
});

export function ContactCountTile() {
  const { data, error } = useQuery(countQuery);
  if (error) return null;
  return (
    <Card>
      <Text size="sm" c="dimmed">
        Contacts
      </Text>
      {data ? (
        <Text fz={32} fw={650} lh={1.2} className="numbers">
          {formatNumber(data.count)}
        </Text>
      ) : (
        <Skeleton h={38} w={120} />
      )}
      <Text size="sm" c="dimmed" className="numbers">
        {data ? `${formatNumber(data.mailableCount)} of them may be mailed. ` : ' '}
        <AnchorLink to="/contacts" size="sm">
          See contacts
        </AnchorLink>
      </Text>
    </Card>
  );
}
