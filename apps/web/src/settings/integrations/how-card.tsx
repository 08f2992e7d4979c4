import { List } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';

export function HowCard() {
  const { t } = useTranslation('chats');
  return (
    <Card title={t('how.title')}>
      <List size="sm" spacing={6}>
        <List.Item>{t('how.contact')}</List.Item>
        <List.Item>{t('how.event')}</List.Item>
        <List.Item>{t('how.consent')}</List.Item>
        <List.Item>{t('how.limits')}</List.Item>
      </List>
    </Card>
  );
}
