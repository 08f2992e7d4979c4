import { Button, Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../ui/format';
import { timeZones } from '../ui/time-zones';
import { LocalTimesList } from './local-times-list';
import { instantIn, wallTimeIn } from './send-time';

const HOUR_MS = 3_600_000;
const MORNING = 'T09:00';

/** When it is to go out, as it was entered. */
export interface SendTime {
  /** `2026-12-01T09:00`. */
  wallTime: string;
  /** By whose clock, unless it is each reader's own. */
  zone: string;
  isLocal: boolean;
}

export function startingTime(zone: string): SendTime {
  return { wallTime: wallTimeIn(new Date(Date.now() + HOUR_MS), zone), zone, isLocal: false };
}

function morningIn(days: number, zone: string): string {
  return wallTimeIn(new Date(Date.now() + days * 24 * HOUR_MS), zone).slice(0, 10) + MORNING;
}

/** Monday after today, in a zone. */
function nextMonday(zone: string): string {
  const today = new Date(`${wallTimeIn(new Date(), zone)}Z`).getUTCDay();
  return morningIn((8 - today) % 7 || 7, zone);
}

interface Props {
  campaignId: string;
  time: SendTime;
  workspaceZone: string;
  onChange: (time: SendTime) => void;
}

/** Day, time and zone, or the same time by each reader's own clock. */
export function ScheduleFields({ campaignId, time, workspaceZone, onChange }: Props) {
  const { t } = useTranslation('campaigns');
  const change = (part: Partial<SendTime>) => onChange({ ...time, ...part });
  const zones = [...new Set([workspaceZone, ...timeZones()])];
  const isOver = (instantIn(time.wallTime, time.zone)?.getTime() ?? Infinity) < Date.now();
  const picks = [
    { label: t('schedule.tomorrow'), wallTime: morningIn(1, time.zone) },
    { label: t('schedule.monday'), wallTime: nextMonday(time.zone) },
  ];
  return (
    <Stack gap="sm">
      <TextInput
        type="datetime-local"
        label={t('schedule.time')}
        required
        data-autofocus
        value={time.wallTime}
        error={isOver && !time.isLocal ? t('schedule.over') : undefined}
        onChange={(event) => change({ wallTime: event.currentTarget.value })}
      />
      <Group gap="xs">
        {picks.map(({ label, wallTime }) => (
          <Button key={label} size="compact-sm" variant="default" onClick={() => change({ wallTime })}>
            {label}
          </Button>
        ))}
      </Group>
      <Radio.Group
        label={t('schedule.clock')}
        value={time.isLocal ? 'local' : 'zone'}
        onChange={(value) => change({ isLocal: value === 'local' })}
      >
        <Stack gap={6} mt={4}>
          <Radio value="zone" label={t('schedule.oneZone')} />
          <Radio value="local" label={t('schedule.local')} description={t('schedule.localHint')} />
        </Stack>
      </Radio.Group>
      {time.isLocal ? (
        <LocalTimesList campaignId={campaignId} localTime={time.wallTime} />
      ) : (
        <>
          <Select
            label={t('schedule.zone')}
            description={t('schedule.zoneHint', { zone: workspaceZone })}
            searchable
            allowDeselect={false}
            data={zones}
            value={time.zone}
            onChange={(zone) => zone && change({ zone })}
          />
          {!isOver && <OwnClock time={time} />}
        </>
      )}
    </Stack>
  );
}

/** The same moment on this browser's clock, where that shows something else. */
function OwnClock({ time }: { time: SendTime }) {
  const { t } = useTranslation('campaigns');
  const at = instantIn(time.wallTime, time.zone);
  const own = at && formatTime(at.toISOString());
  if (!own || own === formatTime(at.toISOString(), time.zone)) return null;
  return (
    <Text size="sm" c="dimmed">
      {t('schedule.onYourClock', { when: own })}
    </Text>
  );
}
