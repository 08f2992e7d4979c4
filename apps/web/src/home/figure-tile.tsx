import { Group, Skeleton, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Card } from '../ui/card';

export interface Figure {
  value: string;
  label: string;
}

interface Props {
  title: string;
  /** Undefined while they are on their way. */
  figures: Figure[] | undefined;
  children?: ReactNode;
}

/** A few large numbers with what they count. */
export function FigureTile({ title, figures, children }: Props) {
  return (
    <Card h="100%">
      <Text size="sm" fw={600} component="h2" mb={6} mt={0}>
        {title}
      </Text>
      <Group gap="xl">
        {figures ? (
          figures.map(({ value, label }) => (
            <div key={label}>
              <Text fz={28} fw={650} lh={1.2} className="numbers">
                {value}
              </Text>
              <Text size="sm" c="dimmed">
                {label}
              </Text>
            </div>
          ))
        ) : (
          <Skeleton h={55} w={180} />
        )}
      </Group>
      {children}
    </Card>
  );
}
