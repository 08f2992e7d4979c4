import { Badge, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Segment } from '../api/models';

/** How members are kept; nothing for the usual kind. */
export function KindBadge({ kind }: { kind: Segment['kind'] }) {
  const { t } = useTranslation('segments');
  if (kind === 'dynamic') return null;
  return (
    <Tooltip label={t(`kindHints.${kind}`)}>
      <Badge size="sm" variant="default" tabIndex={0}>
        {t(`kinds.${kind}`)}
      </Badge>
    </Tooltip>
  );
}
