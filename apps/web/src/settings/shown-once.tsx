import { Alert, Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  title: string;
  warning: string;
  /** The secret. It must not be kept anywhere else. */
  value: string;
  /** On the button that closes. */
  done: string;
  onClose: () => void;
  /** What belongs to it, such as an example. */
  children?: ReactNode;
}

/** A secret in the only moment in which it can be read. A click beside the dialog does not lose it. */
export function ShownOnce({ title, warning, value, done, onClose, children }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={<Text fw={650}>{title}</Text>}
      closeOnClickOutside={false}
    >
      <Stack>
        <Alert color="yellow">{warning}</Alert>
        <Code block tabIndex={0} style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {value}
        </Code>
        <Group>
          <CopyButton value={value}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy} data-autofocus>
                {t(copied ? 'actions.copied' : 'actions.copy')}
              </Button>
            )}
          </CopyButton>
        </Group>
        {children}
        <Group justify="flex-end">
          <Button onClick={onClose}>{done}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
