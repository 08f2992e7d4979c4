import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from './problem-notice';

interface Props {
  opened: boolean;
  title: string;
  /** What will happen, honestly. */
  children: ReactNode;
  confirmLabel: string;
  isDangerous?: boolean;
  isBusy: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be taken back, or that others will notice. */
export function ConfirmDialog(props: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={<Text fw={650}>{props.title}</Text>}>
      <Stack>
        <Text component="div" size="sm">
          {props.children}
        </Text>
        <ProblemNotice error={props.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('actions.back')}
          </Button>
          <Button
            color={props.isDangerous ? 'red.8' : undefined}
            loading={props.isBusy}
            onClick={props.onConfirm}
          >
            {props.confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
