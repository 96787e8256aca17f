// A drawing of the page as a picture to keep: an SVG brings no style sheet along, so what the page has computed is written into it.

const carried = ['fill', 'stroke', 'stroke-width', 'font-size', 'font-weight', 'text-anchor', 'stroke-dasharray', 'dominant-baseline', 'direction', 'display'];
const width = 1600; // pixels
/** The room, in pixels of a screen, for which every picture is drawn: what is kept on a phone suits a report too. */
export const desk = 960;
const family = 'Noto Sans Arabic, Noto Sans, sans-serif';

/** What a picture is of, for whoever finds it on a disk: where, of what, of when. */
export interface About {
  lines: string[];
  /** Of which the file is named. */
  parts: string[];
}

/** What a colour of a drawing stands for; without one the text says it all. */
export interface Key {
  fill: string | null;
  text: string;
}

function styled(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const [from, to] = [drawing.querySelectorAll('*'), copy.querySelectorAll('*')];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of carried) to[i]!.setAttribute(name, style.getPropertyValue(name));
    to[i]!.setAttribute('font-family', family);
  });
  return copy;
}

function make(name: string, attributes: Record<string, string | number>, text = ''): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = text;
  return element;
}

/** The text in lines of at most so many letters, broken between words. */
export function wrapped(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The name of a file out of what it holds: without letters that a disk or a mail could spoil. */
export function fileName(parts: string[]): string {
  const plain = (part: string) => part.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return ['jisr', ...parts.map(plain).filter(Boolean)].join('-');
}

/** The lines above a drawing of such a width, the title larger; each with how far down it ends. */
function headOf(title: string, lines: string[], space: number): { text: string; size: number; weight: number; end: number }[] {
  let end = 0;
  const line = (size: number, weight: number) => (text: string) => ({ text, size, weight, end: (end += size * 1.5) });
  const [large, small] = [space / 40, space / 52];
  return [
    ...wrapped(title, 66).map(line(large, 600)),
    ...lines.flatMap((one) => wrapped(one, 86)).map(line(small, 400)),
  ];
}

/** Where each key of a legend stands: rows as long as there is room, along the line in letters of such a size. */
export function keysIn(keys: Key[], room: number, size: number): (Key & { along: number; row: number })[] {
  let [along, row] = [0, 0];
  return keys.map((key) => {
    const length = (key.fill ? size * 1.5 : 0) + key.text.length * size * 0.6;
    if (along > 0 && along + length > room) [along, row] = [0, row + 1];
    const placed = { ...key, along, row };
    along += length + size * 1.5;
    return placed;
  });
}

/** The legend below a drawing, from the side on which one begins to read. */
function legendOf(keys: ReturnType<typeof keysIn>, box: DOMRect, size: number): SVGElement[] {
  const rtl = document.dir === 'rtl';
  const at = (along: number) => (rtl ? box.x + box.width - along : box.x + along);
  return keys.flatMap(({ fill, text, along, row }) => {
    const y = box.y + box.height + (row + 1) * size * 1.8;
    const square = fill && make('rect', { x: at(along) - (rtl ? size : 0), y: y - size / 2, width: size, height: size, rx: size / 6, fill, stroke: '#8d867a', 'stroke-width': size / 20 });
    const words = make('text', {
      x: at(along + (fill ? size * 1.5 : 0)), y, 'text-anchor': 'start', 'dominant-baseline': 'middle', 'font-size': size,
      'font-family': family, fill: '#1d2524', direction: document.dir || 'ltr',
    }, text);
    return square ? [square, words] : [words];
  });
}

/** Saves the drawing, as it stands when this is called, under its title and what it is about, and over its legend. */
export async function savePicture(drawing: SVGSVGElement, title: string, { lines, parts }: About, keys: Key[] = []): Promise<void> {
  const box = drawing.viewBox.baseVal;
  const margin = box.width / 40;
  const head = headOf(title, lines, box.width);
  const top = head.at(-1)!.end + margin;
  const size = box.width / 52;
  const placed = keysIn(keys, box.width, size);
  const bottom = placed.length > 0 ? (placed.at(-1)!.row + 1.5) * size * 1.8 : 0;
  const whole = { x: box.x - margin, y: box.y - top - margin, width: box.width + 2 * margin, height: box.height + top + bottom + 2 * margin };
  const copy = styled(drawing);
  copy.setAttribute('viewBox', `${whole.x} ${whole.y} ${whole.width} ${whole.height}`);
  const height = Math.round((width * whole.height) / whole.width);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.prepend(
    make('rect', { ...whole, fill: '#fff' }),
    ...head.map(({ text, size, weight, end }) =>
      make('text', {
        x: box.x + box.width / 2, y: box.y - top + end - size / 2, 'text-anchor': 'middle', 'font-size': size, 'font-weight': weight,
        'font-family': family, fill: '#1d2524', direction: document.dir || 'ltr',
      }, text),
    ),
  );
  copy.append(...legendOf(placed, box, size));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d')!.drawImage(image, 0, 0, width, height);
  const link = document.createElement('a');
  link.href = canvas.toDataURL('image/png');
  link.download = `${fileName(parts)}.png`;
  link.click();
}
