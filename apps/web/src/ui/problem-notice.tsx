import { Alert, Button, List, Text } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../api/problem';

interface Props {
  error: unknown;
  title?: string;
  onRetry?: () => void;
  /** Pointers whose messages stand beside their field already. */
  shown?: string[];
  /** Name the place too: for people who edit JSON. */
  withPointers?: boolean;
}

/** An error in the words of the server, with every field it names. Nothing when there is none. */
export function ProblemNotice({ error, title, onRetry, shown = [], withPointers = false }: Props) {
  const { t } = useTranslation();
  if (!error) return null;
  const problem = asProblem(error);
  const fields = problem.fields.filter((field) => !shown.includes(field.pointer));
  if (fields.length === 0 && problem.fields.length > 0) return null;
  const repeats = fields.length > 0 && fields.every((field) => problem.message.includes(field.message));
  return (
    <Alert
      role="alert"
      color="red"
      title={title ?? t('problem.title')}
      icon={<IconAlertTriangle aria-hidden />}
    >
      {!repeats && <Text size="sm">{problem.message}</Text>}
      {fields.length > 0 && (
        <List size="sm" mt={4} spacing={2}>
          {fields.map((field) => (
            <List.Item key={field.pointer + field.message}>
              {field.message}{' '}
              {withPointers && field.pointer !== '' && (
                <Text span size="xs" c="dimmed">
                  ({field.pointer})
                </Text>
              )}
            </List.Item>
          ))}
        </List>
      )}
      {problem.status >= 500 && problem.requestId && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('problem.request', { id: problem.requestId })}
        </Text>
      )}
      {onRetry && (
        <Button size="xs" variant="default" mt="sm" onClick={onRetry}>
          {t('actions.retry')}
        </Button>
      )}
    </Alert>
  );
}
