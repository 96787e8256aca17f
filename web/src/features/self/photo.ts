import type { PaperKind } from './types';

// Papers are photographed with whatever the phone has; what is sent is small enough for a weak network.

/** A paper that is ready to be sent; kept in the page's memory alone. */
export interface Photo {
  kind: PaperKind;
  blob: Blob;
}

const longest = 1600; // pixels
const heaviest = 400_000; // bytes

const blobOf = (canvas: HTMLCanvasElement, quality: number) =>
  new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));

/** Width and height within the longest side. */
export function fitted(width: number, height: number, side: number): [number, number] {
  const share = Math.min(1, side / Math.max(width, height));
  return [Math.max(1, Math.round(width * share)), Math.max(1, Math.round(height * share))];
}

/** For phones that make no bitmap of a file, or not upright. */
async function imageOf(file: Blob): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = await new Promise<string>((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result as string);
    reader.onerror = () => fail(new Error('no file'));
    reader.readAsDataURL(file); // of the policy's img-src
  });
  await image.decode();
  return image;
}

async function pictureOf(file: Blob): Promise<ImageBitmap | HTMLImageElement> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return imageOf(file);
  }
}

/** A JPEG under 400 kB, at most 1600 pixels long, upright; throws when the file is no picture. */
export async function shrunk(file: Blob): Promise<Blob> {
  const picture = await pictureOf(file);
  try {
    for (let side = longest; ; side *= 0.75) {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = fitted(picture.width, picture.height, side);
      const context = canvas.getContext('2d')!;
      context.fillStyle = '#fff'; // a transparent picture would come out black
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
      for (const quality of [0.82, 0.7, 0.55]) {
        const blob = await blobOf(canvas, quality);
        if (!blob) throw new Error('no picture');
        if (blob.size < heaviest) return blob;
      }
    }
  } finally {
    if ('close' in picture) picture.close();
  }
}
