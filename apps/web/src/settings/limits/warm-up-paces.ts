const USUAL = [50, 100, 200, 400, 800, 1500, 3000, 6000, 12_000, 25_000, 50_000, 100_000];

/** Volumes per day of the plans on offer; the careful one takes each step of the usual one twice. */
export const PACES = { usual: USUAL, careful: USUAL.flatMap((volume) => [volume, volume]) } as const;
export type Pace = keyof typeof PACES;

const MOST_DAYS = 90;
const MOST_PER_DAY = 10_000_000;

/** Which of the plans on offer these volumes are. */
export function paceOf(volumes: readonly number[]): Pace | 'own' {
  const is = (pace: Pace) => PACES[pace].join() === volumes.join();
  return is('usual') ? 'usual' : is('careful') ? 'careful' : 'own';
}

/** Numbers that somebody typed, one per day; null when they are none that a plan may have. */
export function readVolumes(text: string): number[] | null {
  const words = text.split(/[\s;]+/).filter((word) => word !== '');
  const volumes = words.map(Number);
  const isFine =
    volumes.length >= 1 &&
    volumes.length <= MOST_DAYS &&
    volumes.every((volume) => Number.isInteger(volume) && volume >= 1 && volume <= MOST_PER_DAY);
  return isFine ? volumes : null;
}
