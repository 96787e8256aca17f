import type { Given } from '$/api/types';

export type MeasureProgress = Given<'MeasureProgress'>;
export type RegionProgress = Given<'RegionProgress'>;
export type Progress = Given<'Progress'>;

/** One line of the moving numbers: of a province, of a region, or of all that the reader sees; null where so few are not told. */
export interface ProgressEvent {
  region_code: string | null;
  province_code: string | null;
  women: number | null;
  cooperatives: number | null;
  women_today: number | null;
}

type Numbers = Pick<RegionProgress, 'women' | 'cooperatives'>;

/** Puts what has moved into the numbers that are shown. */
export function apply(progress: Progress, event: ProgressEvent): void {
  const moved = placeOf(progress, event);
  if (!moved) return;
  moved.women.registered = event.women;
  moved.women.today = event.women_today;
  moved.cooperatives.registered = event.cooperatives;
}

function placeOf(progress: Progress, { region_code, province_code }: ProgressEvent): Numbers | undefined {
  if (!region_code) return progress;
  const region = progress.regions.find((one) => one.region_code === region_code);
  return province_code ? region?.provinces.find((one) => one.province_code === province_code) : region;
}

/** A number against its target; null where so few are not told, or no target was set. */
export interface Reached {
  registered: number | null;
  target: number | null;
}

/** Registered of the target; null where there is none. */
export function shareOf({ registered, target }: Reached): number | null {
  return target && registered !== null ? registered / target : null;
}

export const steps = [0.25, 0.5, 0.75, 1] as const;

/** The shade of a share on the map: 0 for nothing yet, 1 to 5 by quarters, the last for a target that is reached. */
export function shadeOf(share: number | null): number {
  if (!share) return 0;
  return 1 + steps.filter((step) => share >= step).length;
}

/** The place that is furthest along, for a title that says the finding. */
export function leader<T extends { value: number | null }>(places: T[]): T | null {
  const moving = places.filter(({ value }) => (value ?? 0) > 0);
  return moving.reduce<T | null>((best, place) => (!best || place.value! > best.value! ? place : best), null);
}
