import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../ui/format-number';
import { WINDOWS } from '../limits/limit-queries';
import type { SmtpServer } from './server-queries';

/** What a server is for and how it is reached, in two lines. */
export function ServerFacts({ server }: { server: SmtpServer }) {
  const { t } = useTranslation('servers');
  const { userName, signsIn, senderDomains, connections, tls } = server;
  const signIn = userName ? t('facts.signIn', { user: userName }) : t('facts.signInHidden');
  const limits = WINDOWS.flatMap((window) => {
    const limit = server[window];
    return limit === null ? [] : [`${formatNumber(limit)} ${t(`per.${window}`)}`];
  });
  const lines = [
    [
      senderDomains.length > 0
        ? t('facts.someSenders', { domains: senderDomains.join(', ') })
        : t('facts.allSenders'),
      t(`tls.${tls}`),
      signsIn ? signIn : t('facts.noSignIn'),
    ],
    [
      t('facts.connections', { count: connections }),
      limits.length > 0 ? limits.join(', ') : t('facts.noLimit'),
    ],
  ];
  return lines.map((parts) => (
    <Text key={parts[0]} size="sm" c="dimmed" mt={2} style={{ overflowWrap: 'anywhere' }}>
      {parts.join(' · ')}
    </Text>
  ));
}
