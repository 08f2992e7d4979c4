import {} from '@mantine/core';
import IconMapQuestion from '@tabler/icons-react/dist/esm/icons/IconMapQuestion.mjs';
import { EmptyState } from '../ui/empty-state';
import { ButtonLink } from '../ui/button-link';

export function NotFound() {
  return (
    <EmptyState
      icon={IconMapQuestion}
      title="There is nothing at this address"
      action={<ButtonLink to="/">To the start page</ButtonLink>}
    >
      It may have been deleted, or the link is not complete.
    </EmptyState>
  );
}
