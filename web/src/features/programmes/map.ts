type Position = [number, number];
type Geometry = { type: 'Polygon'; coordinates: Position[][] } | { type: 'MultiPolygon'; coordinates: Position[][][] };
export interface MapFile {
  features: { properties: { code: string; name_ar: string; name_fr: string }; geometry: Geometry }[];
}
export interface Shape {
  code: string;
  name_ar: string;
  name_fr: string;
  /** The outline as an SVG path. */
  path: string;
  /** Where its number stands. */
  at: Position;
  /** The largest ring: there it stands. */
  outline: Position[];
}
export interface Drawing {
  width: number;
  height: number;
  shapes: Shape[];
}

const mercator = (latitude: number) => (Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) * 180) / Math.PI;
const ringsOf = (geometry: Geometry) => (geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat());

/** Outlines in Mercator's projection, `width` units wide, north up. */
export function drawingOf(file: MapFile, width = 600): Drawing {
  const points = file.features.flatMap(({ geometry }) => ringsOf(geometry).flat());
  const xs = points.map(([longitude]) => longitude);
  const ys = points.map(([, latitude]) => mercator(latitude));
  const [west, east, south, north] = [least(xs), most(xs), least(ys), most(ys)];
  const scale = width / (east - west);
  const place = ([longitude, latitude]: Position): Position => [(longitude - west) * scale, (north - mercator(latitude)) * scale];
  const shapes = file.features.map(({ properties, geometry }) => {
    const rings = ringsOf(geometry).map((ring) => ring.map(place));
    const outline = largest(rings);
    return { ...properties, path: rings.map(pathOf).join(''), at: middleOf(outline), outline };
  });
  return { width, height: Math.ceil((north - south) * scale), shapes };
}

// Spreading an array of a hundred thousand numbers into Math.min would overflow the stack.
const least = (numbers: number[]) => numbers.reduce((a, b) => Math.min(a, b), Infinity);
const most = (numbers: number[]) => numbers.reduce((a, b) => Math.max(a, b), -Infinity);

const pathOf = (ring: Position[]) => `M${ring.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`;

function areaOf(ring: Position[]): number {
  return ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length]!;
    return sum + x * nextY - nextX * y;
  }, 0) / 2;
}

const largest = (rings: Position[][]) => rings.reduce((best, one) => (Math.abs(areaOf(one)) > Math.abs(areaOf(best)) ? one : best));

/** How wide a place is at this height, around where its number stands, to both sides alike. */
function roomAt({ outline, at }: Shape, y: number): number {
  const crossings = outline.flatMap(([x, fromY], i) => {
    const [toX, toY] = outline[(i + 1) % outline.length]!;
    return fromY > y !== toY > y ? [x + ((y - fromY) / (toY - fromY)) * (toX - x)] : [];
  });
  const before = most(crossings.filter((x) => x <= at[0]));
  const after = least(crossings.filter((x) => x > at[0]));
  const room = 2 * Math.min(at[0] - before, after - at[0]);
  return Number.isFinite(room) ? room : 0;
}

const letter = 0.58; // of the size of the type: a letter's usual width

/** Whether lines of such a size stand inside the place, one below the other. */
export function fits(shape: Shape, lines: string[], size: number): boolean {
  const wanted = Math.max(...lines.map((line) => line.length)) * letter * size;
  const half = (lines.length * size * 1.2) / 2;
  return [-half, 0, half].every((offset) => roomAt(shape, shape.at[1] + offset) >= wanted);
}

/** The centroid of a ring. */
function middleOf(ring: Position[]): Position {
  const area = areaOf(ring);
  if (area === 0) return ring[0]!;
  const sum = ring.reduce<Position>(
    ([sumX, sumY], [x, y], i) => {
      const [nextX, nextY] = ring[(i + 1) % ring.length]!;
      const weight = x * nextY - nextX * y;
      return [sumX + (x + nextX) * weight, sumY + (y + nextY) * weight];
    },
    [0, 0],
  );
  return [sum[0] / (6 * area), sum[1] / (6 * area)];
}
