import { Box, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { GalleryCard } from './gallery-card';
import { galleryQuery } from './template-queries';

/** Starting points: those of blocks first, then those written as MJML. */
export function GalleryPage() {
  const { t } = useTranslation('templates');
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
        title={t('gallery.title')}
        back={{ to: '/templates', label: t('title') }}
        description={t('gallery.text')}
      />
      <ProblemNotice error={gallery.error} />
      {gallery.isPending && <Loading rows={4} height={80} />}
      <Stack gap="xl">
        {gallery.data &&
          (['blocks', 'mjml'] as const).map((mode) => (
            <Box key={mode} component="section">
              <Title order={2}>{t(`gallery.${mode}`)}</Title>
              <Text c="dimmed" size="sm" mb="md">
                {t(`gallery.${mode}Hint`)}
              </Text>
              <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="lg">
                {gallery.data.items
                  .filter((template) => template.mode === mode)
                  .map((template) => (
                    <GalleryCard
                      key={template.key}
                      template={template}
                      isBusy={copy.isPending && copy.variables === template.key}
                      error={copy.variables === template.key ? copy.error : null}
                      onUse={() => copy.mutate(template.key)}
                    />
                  ))}
              </SimpleGrid>
            </Box>
          ))}
      </Stack>
    </>
  );
}
