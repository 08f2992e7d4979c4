import {
  Button,
  FileInput,
  Group,
  Modal,
  NumberInput,
  Progress,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import IconUpload from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, formatRate } from '../ui/format-number';
import { ProblemNotice } from '../ui/problem-notice';
import type { Asset } from './models';
import { useUpload } from './use-upload';

interface Props {
  /** The asset that gets a new version; a new asset without. */
  asset?: Asset;
  onClose: () => void;
}

export function UploadDialog({ asset, onClose }: Props) {
  const { t } = useTranslation(['assets', 'ui']);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState('');
  const [linkDays, setLinkDays] = useState<number | string>(30);
  const [maxDownloads, setMaxDownloads] = useState<number | string>('');
  const upload = useUpload({
    path: asset ? `/api/v1/assets/${asset.id}/versions` : '/api/v1/assets',
    onDone: (made) => {
      void client.invalidateQueries({ queryKey: ['assets'] });
      onClose();
      if (!asset) void navigate({ to: '/assets/$assetId', params: { assetId: made.id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!file) return;
    const options = {
      ...(name.trim() ? { name: name.trim() } : {}),
      ...(typeof linkDays === 'number' ? { linkDays } : {}),
      ...(typeof maxDownloads === 'number' ? { maxDownloads } : {}),
    };
    upload.start({ file, ...(asset ? {} : { options }) });
  };
  const close = () => {
    upload.abort();
    onClose();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={<Text fw={650}>{asset ? t('upload.version', { name: asset.name }) : t('upload.title')}</Text>}
    >
      <form onSubmit={submit}>
        <Stack>
          <FileInput
            label={t('upload.file')}
            description={t('upload.fileHint')}
            placeholder={t('upload.choose')}
            required
            leftSection={<IconUpload size={16} aria-hidden />}
            value={file}
            onChange={setFile}
            disabled={upload.isRunning}
          />
          {file && (
            <Text size="sm" c="dimmed">
              {file.name}, {formatBytes(file.size)}
            </Text>
          )}
          {!asset && (
            <>
              <TextInput
                label={t('fields.name')}
                description={t('fields.nameHint')}
                maxLength={200}
                placeholder={file?.name}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Group grow align="flex-start">
                <NumberInput
                  label={t('fields.linkDays')}
                  min={1}
                  max={3650}
                  allowDecimal={false}
                  value={linkDays}
                  onChange={setLinkDays}
                />
                <NumberInput
                  label={t('fields.maxDownloads')}
                  placeholder={t('fields.anyNumber')}
                  min={1}
                  max={10_000}
                  allowDecimal={false}
                  value={maxDownloads}
                  onChange={setMaxDownloads}
                />
              </Group>
            </>
          )}
          {asset && <Text size="sm">{t('upload.versionHint')}</Text>}
          {upload.isRunning && (
            <div>
              <Progress value={upload.progress * 100} aria-label={t('upload.progress')} />
              <Text size="sm" c="dimmed" mt={4} role="status">
                {upload.progress < 1 ? formatRate(upload.progress) : t('upload.checking')}
              </Text>
            </div>
          )}
          <ProblemNotice error={upload.error} title={t('upload.refused')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {upload.isRunning ? t('upload.abort') : t('ui:actions.back')}
            </Button>
            <Button type="submit" disabled={!file} loading={upload.isRunning}>
              {t('upload.upload')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
