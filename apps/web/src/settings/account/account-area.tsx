import { Stack } from '@mantine/core';
import { NameCard } from './name-card';
import { PasswordCard } from './password-card';
import { SessionsCard } from './sessions-card';

/** The signed-in person's own account, in all workspaces. */
export function AccountArea() {
  return (
    <Stack gap="lg" maw={760}>
      <NameCard />
      <PasswordCard />
      <SessionsCard />
    </Stack>
  );
}
