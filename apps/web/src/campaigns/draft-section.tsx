import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../ui/card';

interface Props {
  title: string;
  hint?: string;
  /** What is still to be chosen here; nothing when it is complete. */
  missing: string[];
  children: ReactNode;
}

/** One of the steps of a draft, each of which can be filled in at any time. */
export function DraftSection({ title, hint, missing, children }: Props) {
  const { t } = useTranslation('campaigns');
  const isDone = missing.length === 0;
  return (
    <Card
      title={title}
      hint={hint}
      actions={
        <Badge variant="light" color={isDone ? 'tide' : 'yellow'} c="var(--mantine-color-text)" tt="none">
          {isDone ? t('editor.done') : t('editor.missing', { what: missing.join(', ') })}
        </Badge>
      }
    >
      {children}
    </Card>
  );
}
