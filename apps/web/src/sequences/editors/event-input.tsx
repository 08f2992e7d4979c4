import { Autocomplete } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Option } from '../builder/use-names';

interface Props {
  value: string;
  onChange: (value: string) => void;
  events: Option[];
  error?: string | undefined;
}

/** The name of an event: one that has come in, or one that will. */
export function EventInput({ value, onChange, events, error }: Props) {
  const { t } = useTranslation('sequences');
  const labels = new Map(events.map((event) => [event.value, event.label]));
  return (
    <Autocomplete
      label={t('fields.event')}
      description={t('fields.eventHint')}
      placeholder="order.placed"
      data={events.map((event) => event.value)}
      renderOption={({ option }) => (
        <span>
          {labels.get(option.value)}
          {labels.get(option.value) !== option.value && ` (${option.value})`}
        </span>
      )}
      value={value}
      onChange={onChange}
      error={error}
      limit={60}
    />
  );
}
