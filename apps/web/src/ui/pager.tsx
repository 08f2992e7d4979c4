import { Button, Group, Text } from '@mantine/core';
import IconChevronLeft from '@tabler/icons-react/dist/esm/icons/IconChevronLeft.mjs';
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs';
import { useTranslation } from 'react-i18next';
import type { CursorPages } from './use-cursor-pages';

/** Previous and next page. Nothing when there is only one. */
export function Pager({ pages, nextCursor }: { pages: CursorPages; nextCursor: string | null }) {
  const { t } = useTranslation();
  if (pages.page === 1 && !nextCursor) return null;
  return (
    <Group justify="center" gap="sm" mt="md" component="nav" aria-label={t('pages.label')}>
      <Button
        variant="default"
        size="xs"
        disabled={pages.page === 1}
        onClick={pages.previous}
        leftSection={<IconChevronLeft size={14} aria-hidden />}
      >
        {t('pages.previous')}
      </Button>
      <Text size="sm" c="dimmed">
        {t('pages.page', { page: pages.page })}
      </Text>
      <Button
        variant="default"
        size="xs"
        disabled={!nextCursor}
        onClick={() => nextCursor && pages.next(nextCursor)}
        rightSection={<IconChevronRight size={14} aria-hidden />}
      >
        {t('pages.next')}
      </Button>
    </Group>
  );
}
