// A drawing of the page as a picture to keep: an SVG brings no style sheet along, so what the page has computed is written into it.

const carried = ['fill', 'stroke', 'stroke-width', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline', 'direction', 'display'];
const width = 1600; // pixels
const margin = 24; // of the drawing's own units

function styled(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const [from, to] = [drawing.querySelectorAll('*'), copy.querySelectorAll('*')];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of carried) to[i]!.setAttribute(name, style.getPropertyValue(name));
    to[i]!.setAttribute('font-family', 'Noto Sans Arabic, Noto Sans, sans-serif');
  });
  return copy;
}

function make(name: string, attributes: Record<string, string | number>, text = ''): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = text;
  return element;
}

/** Saves the drawing under its title as `name`.png. */
export async function savePicture(drawing: SVGSVGElement, title: string, name: string): Promise<void> {
  const box = drawing.viewBox.baseVal;
  const head = box.width / 16;
  const whole = { x: box.x - margin, y: box.y - head - margin, width: box.width + 2 * margin, height: box.height + head + 2 * margin };
  const copy = styled(drawing);
  copy.setAttribute('viewBox', `${whole.x} ${whole.y} ${whole.width} ${whole.height}`);
  const height = Math.round((width * whole.height) / whole.width);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.prepend(
    make('rect', { ...whole, fill: '#fff' }),
    make('text', {
      x: box.x + box.width / 2, y: box.y - head / 2, 'text-anchor': 'middle', 'font-size': head / 2, 'font-weight': 600,
      'font-family': 'Noto Sans Arabic, Noto Sans, sans-serif', fill: '#1d2524', direction: document.dir || 'ltr',
    }, title),
  );
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d')!.drawImage(image, 0, 0, width, height);
  const link = document.createElement('a');
  link.href = canvas.toDataURL('image/png');
  link.download = `${name}.png`;
  link.click();
}
