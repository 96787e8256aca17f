// The square code of a reference, by ISO/IEC 18004: version 1 (21 × 21), level M, alphanumeric, which holds up to
// twenty of the characters below. A reference has fifteen.

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
export const side = 21;
const dataBytes = 16;
const checkBytes = 10;
/** Level M and mask 0, with their own check bits. */
const formatBits = 0b101010000010010;

function bitsOf(text: string): number[] {
  const bits: number[] = [];
  const add = (value: number, length: number) => {
    for (let i = length - 1; i >= 0; --i) bits.push((value >> i) & 1);
  };
  add(0b0010, 4);
  add(text.length, 9);
  const places = [...text].map((character) => alphabet.indexOf(character));
  if (places.includes(-1) || text.length > 20) throw new RangeError('not of the alphabet of references');
  for (let i = 0; i < places.length; i += 2) {
    if (i + 1 < places.length) add(places[i]! * 45 + places[i + 1]!, 11);
    else add(places[i]!, 6);
  }
  add(0, Math.min(4, dataBytes * 8 - bits.length));
  add(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < dataBytes * 8; pad ^= 0xec ^ 0x11) add(pad, 8);
  return bits;
}

/** Product in GF(256) over x⁸ + x⁴ + x³ + x² + 1. */
export function times(a: number, b: number): number {
  let product = 0;
  for (let i = 7; i >= 0; --i) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((b >> i) & 1) * a;
  }
  return product & 0xff;
}

/** The Reed–Solomon remainder that lets a scanner mend a scratched code. */
function checkOf(data: number[]): number[] {
  const divisor: number[] = [...Array<number>(checkBytes - 1).fill(0), 1];
  for (let i = 0, root = 1; i < checkBytes; ++i, root = times(root, 2)) {
    divisor.forEach((value, j) => (divisor[j] = times(value, root) ^ (divisor[j + 1] ?? 0)));
  }
  return data.reduce<number[]>((rest, byte) => {
    const factor = byte ^ rest[0]!;
    return [...rest.slice(1), 0].map((value, i) => value ^ times(divisor[i]!, factor));
  }, Array<number>(checkBytes).fill(0));
}

/** The 26 bytes of the code: the text, then its check. */
export function bytesOf(text: string): number[] {
  const bits = bitsOf(text);
  const data = Array.from({ length: dataBytes }, (_, i) => parseInt(bits.slice(i * 8, i * 8 + 8).join(''), 2));
  return [...data, ...checkOf(data)];
}

type Grid = (boolean | null)[][];

function drawFinder(grid: Grid, left: number, top: number): void {
  for (let y = -1; y <= 7; ++y) {
    for (let x = -1; x <= 7; ++x) {
      if (grid[top + y]?.[left + x] === undefined) continue;
      const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
      grid[top + y]![left + x] = ring !== 2 && ring !== 4;
    }
  }
}

function drawFormat(grid: Grid): void {
  const bit = (i: number) => ((formatBits >> i) & 1) === 1;
  for (let i = 0; i < 15; ++i) {
    const [x, y] = i < 6 ? [8, i] : i === 6 ? [8, 7] : i === 7 ? [8, 8] : i === 8 ? [7, 8] : [14 - i, 8];
    grid[y]![x] = bit(i);
    if (i < 8) grid[8]![side - 1 - i] = bit(i);
    else grid[side - 15 + i]![8] = bit(i);
  }
  grid[side - 8]![8] = true;
}

/** Rows of dark (true) and light fields. */
export function qrOf(text: string): boolean[][] {
  const grid: Grid = Array.from({ length: side }, () => Array<null>(side).fill(null));
  for (let i = 0; i < side; ++i) grid[6]![i] = grid[i]![6] = i % 2 === 0;
  drawFinder(grid, 0, 0);
  drawFinder(grid, side - 7, 0);
  drawFinder(grid, 0, side - 7);
  drawFormat(grid);
  const bits = bytesOf(text).flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((i) => (byte >> i) & 1));
  let next = 0;
  for (let right = side - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5; // the column of the clock holds no data
    for (let step = 0; step < side; ++step) {
      const y = up ? side - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (grid[y]![x] === null) grid[y]![x] = (bits[next++] === 1) !== ((x + y) % 2 === 0);
      }
    }
  }
  return grid as boolean[][];
}
