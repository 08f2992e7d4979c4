import { ActionIcon, Group } from '@mantine/core';
import IconMaximize from '@tabler/icons-react/dist/esm/icons/IconMaximize.mjs';
import IconZoomIn from '@tabler/icons-react/dist/esm/icons/IconZoomIn.mjs';
import IconZoomOut from '@tabler/icons-react/dist/esm/icons/IconZoomOut.mjs';
import { useReactFlow } from '@xyflow/react';
import { useTranslation } from 'react-i18next';

const WHOLE = { padding: 0.08, maxZoom: 1 };

/** Beside the canvas, not on it: there they would lie over steps. */
export function CanvasTools() {
  const { t } = useTranslation('sequences');
  const flow = useReactFlow();
  const tools = [
    { label: t('view.zoomIn'), icon: IconZoomIn, act: () => flow.zoomIn() },
    { label: t('view.zoomOut'), icon: IconZoomOut, act: () => flow.zoomOut() },
    { label: t('view.whole'), icon: IconMaximize, act: () => flow.fitView(WHOLE) },
  ];
  return (
    <Group gap={6} mb="xs" justify="flex-end" role="group" aria-label={t('view.controls')}>
      {tools.map(({ label, icon: Icon, act }) => (
        <ActionIcon key={label} variant="default" size={32} aria-label={label} onClick={() => void act()}>
          <Icon size={17} aria-hidden />
        </ActionIcon>
      ))}
    </Group>
  );
}
