import { Alert, type AlertProps } from '@mantine/core';
import type { ReactNode } from 'react';

const STYLES = { label: { color: 'var(--mantine-color-text)' } };

interface Props extends AlertProps {
  children?: ReactNode;
  role?: string;
}

/** An alert whose title can be read on any of its colours. */
export function Notice(props: Props) {
  return <Alert {...props} styles={STYLES} />;
}
