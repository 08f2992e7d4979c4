import { Badge } from '@mantine/core';

export function Tag({ children }: { children: string }) {
  return (
    <Badge variant="default" size="sm" fw={500} radius="sm">
      {children}
    </Badge>
  );
}
