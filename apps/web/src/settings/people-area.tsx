import { Button, Group, Paper, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useSession } from '../session/use-session';
import { formatAgo } from '../ui/format';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { AddPersonDialog } from './add-person-dialog';
import { PersonActions } from './person-actions';
import { RolesTable } from './roles-table';
import { usersQuery } from './settings-queries';

/** Who works in this workspace. */
export function PeopleArea() {
  const { t } = useTranslation(['settings', 'shell']);
  const me = useSession();
  const users = useQuery(usersQuery);
  const isAdmin = useMay('workspace:admin');
  const [isAdding, setAdding] = useState(false);
  return (
    <Stack>
      <ProblemNotice error={users.error} onRetry={() => void users.refetch()} />
      {users.isPending && <Loading rows={3} />}
      {users.data && (
        <Paper withBorder style={{ overflow: 'hidden' }}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('people.name')}</Table.Th>
                <Table.Th>{t('people.role')}</Table.Th>
                <Table.Th visibleFrom="sm">{t('people.lastSignedIn')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {users.data.items.map((user) => (
                <Table.Tr key={user.id}>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>
                    <Text fw={600} size="sm">
                      {user.id === me.user?.id ? t('people.you', { name: user.name }) : user.name}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {user.email}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    {isAdmin && user.id !== me.user?.id ? (
                      <PersonActions user={user} />
                    ) : (
                      t(`shell:roles.${user.role}`)
                    )}
                  </Table.Td>
                  <Table.Td visibleFrom="sm">
                    {user.lastSignedInAt ? formatAgo(user.lastSignedInAt) : t('people.never')}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Paper>
      )}
      {isAdmin && (
        <Group>
          <Button onClick={() => setAdding(true)}>{t('people.add')}</Button>
        </Group>
      )}
      <RolesTable />
      {isAdding && <AddPersonDialog onClose={() => setAdding(false)} />}
    </Stack>
  );
}
