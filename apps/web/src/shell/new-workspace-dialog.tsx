import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { meQuery } from '../session/session-query';
import { NameDialog } from '../ui/name-dialog';

interface Props {
  /** Goes to the new workspace. */
  enter: (workspaceId: string) => void;
  onClose: () => void;
}

/** Makes a further workspace, in the time zone of whoever makes it. */
export default function NewWorkspaceDialog({ enter, onClose }: Props) {
  const { t } = useTranslation('shell');
  const queries = useQueryClient();
  const create = async (name: string) => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const { id } = await unwrap(api.POST('/api/v1/workspaces', { body: { name, timeZone } }));
    await queries.invalidateQueries({ queryKey: meQuery.queryKey });
    onClose();
    enter(id);
  };
  return (
    <NameDialog
      opened
      title={t('workspace.new')}
      label={t('workspace.name')}
      hint={t('workspace.nameHint')}
      submitLabel={t('workspace.create')}
      maxLength={100}
      create={create}
      onClose={onClose}
    />
  );
}
