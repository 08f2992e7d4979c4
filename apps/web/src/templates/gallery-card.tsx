import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { GalleryTemplate } from '../api/models';
import { useMay } from '../session/use-session';
import { words } from '../ui/format';

interface Props {
  template: GalleryTemplate;
  isBusy: boolean;
  onUse: () => void;
}

export function GalleryCard({ template, isBusy, onUse }: Props) {
  const mayWrite = useMay('templates:write');
  return (
    <Paper withBorder p="lg" component="article" style={{ display: 'flex' }}>
      <Stack gap="xs" style={{ flex: 1 }}>
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Title order={2}>{template.name}</Title>
          <Badge variant="light" color="gray" c="dimmed" style={{ flexShrink: 0 }}>
            {words(template.category)}
          </Badge>
        </Group>
        <Text size="sm" c="dimmed" style={{ flex: 1 }}>
          {template.description}
        </Text>
        {mayWrite && (
          <Button
            variant="light"
            mt="xs"
            loading={isBusy}
            onClick={onUse}
            aria-label={`Use this one: ${template.name}`}
          >
            Use this one
          </Button>
        )}
      </Stack>
    </Paper>
  );
}
