import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../ui/format-number';
import { formatDay } from '../../ui/format-time';
import type { Diagnosis } from './server-queries';

/** What the server is like, when the connection works. */
export function DiagnosisFacts({ diagnosis }: { diagnosis: Diagnosis }) {
  const { t } = useTranslation('servers');
  const { extensions, mailReply } = diagnosis;
  const rows: [string, string][] = [
    ...useEncryption(diagnosis),
    ...(extensions?.maxSize
      ? [[t('check.largest'), formatBytes(extensions.maxSize)] as [string, string]]
      : []),
    ...(extensions && extensions.signIn.length > 0
      ? [[t('check.signIn'), extensions.signIn.join(', ')] as [string, string]]
      : []),
    ...(mailReply ? [[t('check.reply'), mailReply] as [string, string]] : []),
  ];
  return (
    <Table variant="vertical" layout="auto" withRowBorders={false} verticalSpacing={4}>
      <Table.Tbody>
        {rows.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th fw={500} style={{ width: '34%' }}>
              {name}
            </Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function useEncryption({ encryption }: Diagnosis): [string, string][] {
  const { t } = useTranslation('servers');
  if (!encryption) return [[t('check.encryption'), t('check.noEncryption')]];
  const { protocol, certificateSubject, certificateIssuer, certificateValidUntil, isTrusted } = encryption;
  const parts = [
    certificateSubject &&
      t('check.certificateOf', { subject: certificateSubject, issuer: certificateIssuer }),
    certificateValidUntil && t('check.validUntil', { day: formatDay(certificateValidUntil) }),
    t(isTrusted ? 'check.trusted' : 'check.untrusted'),
  ];
  return [
    [t('check.encryption'), protocol],
    [t('check.certificate'), parts.filter(Boolean).join(', ')],
  ];
}
