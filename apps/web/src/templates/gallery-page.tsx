import { SimpleGrid } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { GalleryCard } from './gallery-card';
import { galleryQuery } from './template-queries';

const BACK = { to: '/templates', label: 'Templates' } as const;

export function GalleryPage() {
  const gallery = useQuery(galleryQuery);
  const client = useQueryClient();
  const navigate = useNavigate();
  const copy = useMutation({
    mutationFn: (key: string) => unwrap(api.POST('/api/v1/templates/from-gallery', { body: { key } })),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['templates', 'list'] });
      await navigate({ to: '/templates/$templateId', params: { templateId: id } });
    },
  });
  return (
    <>
      <PageHeader
        title="Gallery"
        back={BACK}
        description="Choose a starting point. You get a copy that is yours to change."
      />
      <ProblemNotice error={gallery.error} />
      {gallery.isPending && <Loading rows={4} height={80} />}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="lg">
        {gallery.data?.items.map((template) => (
          <GalleryCard
            key={template.key}
            template={template}
            isBusy={copy.isPending && copy.variables === template.key}
            error={copy.variables === template.key ? copy.error : null}
            onUse={() => copy.mutate(template.key)}
          />
        ))}
      </SimpleGrid>
    </>
  );
}
