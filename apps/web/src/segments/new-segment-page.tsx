import { PageHeader } from '../ui/page-header';
import { SegmentEditor } from './segment-editor';

const BACK = { to: '/segments', label: 'Segments' } as const;

export function NewSegmentPage() {
  return (
    <>
      <PageHeader title="New segment" back={BACK} />
      <SegmentEditor segment={null} />
    </>
  );
}
