import { NumberInput, SimpleGrid, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import { WINDOWS } from '../limits/limit-queries';
import type { ServerFormApi } from './server-form-page';

/** How much the server may get, and how fast. */
export function SpeedFields({ form }: { form: ServerFormApi }) {
  const { t } = useTranslation('servers');
  return (
    <Card title={t('form.speed')} hint={t('form.speedHint')}>
      <Stack>
        <NumberInput
          label={t('form.connections')}
          description={t('form.connectionsHint')}
          min={1}
          max={500}
          allowDecimal={false}
          maw={260}
          {...form.getInputProps('connections')}
        />
        <SimpleGrid cols={{ base: 2, sm: 4 }}>
          {WINDOWS.map((window) => (
            <NumberInput
              key={window}
              label={t(`form.${window}`)}
              min={1}
              max={1_000_000_000}
              allowDecimal={false}
              thousandSeparator
              {...form.getInputProps(window)}
            />
          ))}
        </SimpleGrid>
        <Switch
          label={t('form.limitsProviders')}
          description={t('form.limitsProvidersHint')}
          {...form.getInputProps('limitsProviders', { type: 'checkbox' })}
        />
      </Stack>
    </Card>
  );
}
