import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from './contact-name';
import { contactQuery, contactsQuery } from './contact-queries';

interface Props {
  label: string;
  placeholder?: string;
  required?: boolean;
  value: string | null;
  onChange: (id: string | null) => void;
}

/** Finds one contact by typing a part of the name or address. */
export function ContactPicker({ label, placeholder, required = false, value, onChange }: Props) {
  const { t } = useTranslation('contacts');
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 250);
  const found = useQuery(contactsQuery({ limit: 10, ...(q ? { q } : {}) }));
  const chosen = useQuery({ ...contactQuery(value ?? ''), enabled: value !== null });
  const contacts = [...(found.data?.items ?? [])];
  if (chosen.data && !contacts.some(({ id }) => id === chosen.data.id)) contacts.unshift(chosen.data);
  const data = contacts.map((contact) => ({
    value: contact.id,
    label: [nameOf(contact), contact.email].filter(Boolean).join(' · '),
  }));
  return (
    <Select
      label={label}
      placeholder={placeholder ?? t('picker.placeholder')}
      required={required}
      data={data}
      value={value}
      onChange={onChange}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('picker.clear') }}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={t(found.isFetching ? 'picker.searching' : 'picker.none')}
    />
  );
}
