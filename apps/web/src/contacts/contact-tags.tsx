import { Group, TagsInput, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Contact } from '../api/models';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { Card } from '../ui/card';
import { ProblemNotice } from '../ui/problem-notice';
import { Tag } from '../ui/tag';
import { contactQuery, tagsQuery } from './contact-queries';

/** Saved at once: adding or removing a tag needs no button. */
export function ContactTags({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const client = useQueryClient();
  const mayWrite = useMay('contacts:write');
  const known = useQuery(tagsQuery);
  const path = { id: contact.id };
  const change = useMutation({
    mutationFn: async (next: string[]) => {
      const added = next.filter((tag) => !contact.tags.includes(tag));
      const removed = contact.tags.filter((tag) => !next.includes(tag));
      let { tags } = contact;
      if (added.length > 0)
        ({ tags } = await unwrap(
          api.POST('/api/v1/contacts/{id}/tags', { params: { path }, body: { tags: added } }),
        ));
      for (const name of removed) {
        ({ tags } = await unwrap(
          api.DELETE('/api/v1/contacts/{id}/tags/{name}', { params: { path: { ...path, name } } }),
        ));
      }
      return tags;
    },
    onSuccess: async (tags) => {
      client.setQueryData(contactQuery(contact.id).queryKey, { ...contact, tags });
      await client.invalidateQueries({ queryKey: ['tags'] });
    },
  });
  return (
    <Card title={t('tags.title')}>
      {mayWrite ? (
        <TagsInput
          aria-label={t('tags.title')}
          placeholder={t('tags.add')}
          data={(known.data?.items ?? []).map(({ name }) => name)}
          value={change.isPending ? change.variables : contact.tags}
          onChange={(next) => change.mutate(next)}
          disabled={change.isPending}
        />
      ) : (
        <Group gap={6}>
          {contact.tags.length === 0 && <Text c="dimmed">{t('tags.none')}</Text>}
          {contact.tags.map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
        </Group>
      )}
      <ProblemNotice error={change.error} title={t('edit.notSaved')} />
    </Card>
  );
}
