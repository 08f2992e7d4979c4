import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import { CodeSample } from '../code-sample';
import { VERIFY_EXAMPLES, VERIFY_LANGUAGES } from './verify-examples';

/** Code that a receiver can take over. */
export function VerifyCard() {
  const { t } = useTranslation('webhooks');
  return (
    <Card title={t('verify.title')} hint={t('verify.hint')}>
      <Tabs defaultValue={VERIFY_LANGUAGES[0] ?? null} keepMounted={false}>
        <Tabs.List mb="sm">
          {VERIFY_LANGUAGES.map((language) => (
            <Tabs.Tab key={language} value={language}>
              {language}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {VERIFY_LANGUAGES.map((language) => (
          <Tabs.Panel key={language} value={language}>
            <CodeSample code={VERIFY_EXAMPLES[language]} copyLabel={t('verify.copy', { language })} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Card>
  );
}
