import { Stack, Text } from '@mantine/core';

/** Names and values under each other. */
export function FactList({ facts }: { facts: readonly (readonly [string, string])[] }) {
  return (
    <Stack component="dl" m={0} gap="xs">
      {facts.map(([label, value]) => (
        <div key={label}>
          <Text component="dt" size="sm" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0} fw={600} style={{ overflowWrap: 'anywhere' }} className="numbers">
            {value}
          </Text>
        </div>
      ))}
    </Stack>
  );
}
