import { Table } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconMinus from '@tabler/icons-react/dist/esm/icons/IconMinus.mjs';
import { useTranslation } from 'react-i18next';
import type { Role } from '../api/models';
import { Card } from '../ui/card';
import { ROLES } from './roles';

/** What libs/features/accounts/scopes.ts gives each role, in the words of those who work here: the least role that may. */
const ABILITIES = [
  ['read', 'viewer'],
  ['work', 'marketer'],
  ['send', 'marketer'],
  ['export', 'marketer'],
  ['settings', 'admin'],
  ['people', 'admin'],
  ['owners', 'owner'],
] as const satisfies [string, Role][];

export function RolesTable() {
  const { t } = useTranslation(['settings', 'shell']);
  return (
    <Card title={t('people.whatRolesMay')}>
      <Table.ScrollContainer
        minWidth={520}
        scrollAreaProps={{ type: 'auto', viewportProps: { tabIndex: 0 } }}
      >
        <Table verticalSpacing={8}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('people.ability')}</Table.Th>
              {ROLES.map((role) => (
                <Table.Th key={role} ta="center">
                  {t(`shell:roles.${role}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {ABILITIES.map(([ability, least]) => (
              <Table.Tr key={ability}>
                <Table.Th scope="row" fw={400}>
                  {t(`people.abilities.${ability}`)}
                </Table.Th>
                {ROLES.map((role) => (
                  <Table.Td key={role} ta="center">
                    {ROLES.indexOf(role) >= ROLES.indexOf(least) ? (
                      <IconCheck
                        size={18}
                        color="var(--mantine-primary-color-filled)"
                        role="img"
                        aria-label={t('people.may')}
                      />
                    ) : (
                      <IconMinus
                        size={18}
                        color="var(--mantine-color-dimmed)"
                        role="img"
                        aria-label={t('people.mayNot')}
                      />
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}
