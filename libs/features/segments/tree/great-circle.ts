/** Mean radius of the earth (IUGG), for great-circle distances. */
const EARTH_RADIUS_KM = 6371.0088;

export interface Place {
  /** Degrees. */
  lat: number;
  lon: number;
}

/**
 * What stands for a distance of `km` from a place: nobody has to take arc sines of a million places to compare kilometres.
 * `haversine`: the largest haversine (0 to 1) within reach, 2 where everything is. `degrees`: how far the latitude may differ.
 */
export function reachOf(km: number): { haversine: number; degrees: number } {
  const angle = km / EARTH_RADIUS_KM;
  const haversine = angle >= Math.PI ? 2 : Math.sin(angle / 2) ** 2;
  // A little more than needed, so that rounding never leaves out what the haversine lets in.
  return { haversine, degrees: Math.min(180, (angle * 180) / Math.PI + 1e-6) };
}

const SHIFT = 1000;

/**
 * Degrees to a millionth of a millimetre. PostgreSQL fails with an underflow where JavaScript answers 0, so no value may be
 * closer to nothing than that: one contact at 1e-200 degrees would stop every search around it.
 */
export function settled(degrees: number): number {
  return degrees + SHIFT - SHIFT;
}

/** Twin of `settled`; `degrees` is an SQL expression. */
export function settledSql(degrees: string): string {
  return `(${degrees} + ${SHIFT} - ${SHIFT})`;
}

/** The haversine of the angle between two places: 0 for the same place, 1 for antipodes. */
export function haversineOf(from: Place, to: Place): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const a = { lat: settled(from.lat), lon: settled(from.lon) };
  const b = { lat: settled(to.lat), lon: settled(to.lon) };
  return (
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lon - a.lon) / 2) ** 2
  );
}

export function distanceKm(a: Place, b: Place): number {
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversineOf(a, b))));
}
