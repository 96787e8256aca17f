let pen: CanvasRenderingContext2D | null | undefined;

/** Whether a control has no room for the whole of `text` in one line. */
export function isCut(text: string, control: HTMLElement): boolean {
  pen ??= document.createElement('canvas').getContext('2d');
  const { font, paddingInlineStart, paddingInlineEnd } = getComputedStyle(control);
  if (!pen || control.clientWidth === 0) return false;
  pen.font = font;
  return pen.measureText(text).width > control.clientWidth - Number.parseFloat(paddingInlineStart) - Number.parseFloat(paddingInlineEnd);
}
