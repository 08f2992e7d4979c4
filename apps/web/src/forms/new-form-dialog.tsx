import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { currentLanguage } from '../i18n';
import { topicsQuery } from '../settings/settings-queries';
import { NameDialog } from '../ui/name-dialog';

/** The address, the first name and, where there is a topic, its consent are filled in. */
export function NewFormDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('forms');
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = async (name: string) => {
    const { items } = await client.ensureQueryData(topicsQuery);
    const topic = items.find(({ isArchived, isPublic }) => !isArchived && isPublic);
    const definition = {
      languages: [currentLanguage()],
      texts: { title: name },
      fields: [
        { name: 'email', to: 'email', label: t('first.email') },
        { name: 'first_name', to: 'firstName', label: t('first.firstName') },
      ],
      ...(topic
        ? { consents: [{ topicId: topic.id, text: t('first.consent', { topic: topic.name }) }] }
        : {}),
    };
    const { id } = await unwrap(api.POST('/api/v1/forms', { body: { name, definition } }));
    await client.invalidateQueries({ queryKey: ['forms', 'list'] });
    await navigate({ to: '/forms/$formId', params: { formId: id } });
  };
  return (
    <NameDialog
      opened={opened}
      title={t('list.new')}
      label={t('new.name')}
      hint={t('new.nameHint')}
      submitLabel={t('new.create')}
      maxLength={200}
      create={create}
      onClose={onClose}
    />
  );
}
