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

/** Saves the drawing, as it stands when this is called, under its title and what it is about. */
export async function savePicture(drawing: SVGSVGElement, title: string, { lines, parts }: About): Promise<void> {
  const box = drawing.viewBox.baseVal;
  const margin = box.width / 40;
  const head = headOf(title, lines, box.width);
  const top = head.at(-1)!.end + margin;
  const whole = { x: box.x - margin, y: box.y - top - margin, width: box.width + 2 * margin, height: box.height + top + 2 * margin };
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
