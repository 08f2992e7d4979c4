import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

interface Props {
  isDirty: boolean;
  /** Of pages that save by themselves: saves what is left, so that nothing needs to be asked. */
  flush?: () => Promise<void>;
}

/**
 * Asks before a page with unsaved changes is left: by a link, the browser's back button, closing the tab. A page that saves and
 * then moves on by itself navigates with `ignoreBlocker: true`. Changes of the address on the same page (tabs, filters) pass.
 */
export function UnsavedGuard({ isDirty, flush }: Props) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      if (!isDirty || current.pathname === next.pathname) return false;
      if (!flush) return true;
      return flush().then(
        () => false,
        () => true,
      );
    },
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  const stay = () => blocker.reset?.();
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={stay}
      title={<Text fw={650}>{t('unsaved.title')}</Text>}
    >
      <Stack>
        <Text size="sm">{t('unsaved.text')}</Text>
        <Group justify="flex-end">
          <Button variant="default" color="red.8" onClick={() => blocker.proceed?.()}>
            {t('unsaved.leave')}
          </Button>
          <Button data-autofocus onClick={stay}>
            {t('unsaved.stay')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
