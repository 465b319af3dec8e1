import QRCode from 'qrcode';
import { ink } from '../platform/pdf/ink.js';

// The row of roofs: step gable, house, campanile, temple front, dome, town house; 640 × 300 units, ground at 300.
const roofs: [keyof typeof ink, string[]][] = [
  ['hill', ['M0 300c40-44 108-86 190-74s140 12 210-16 150-34 240-6v96Z']],
  [
    'brand',
    [
      'M36 300V190h10v-16h10v-16h10v-16h12v-12h14v12h12v16h10v16h10v16h10v110Z',
      'M142 300V224l42-34 42 34v76Z',
      'M238 300V118l22-42 22 42v182Z',
      'M284 238l58-34 58 34v8H284zM292 300v-6h100v6zM300 246h12v50h-12zM324 246h12v50h-12zM348 246h12v50h-12zM372 246h12v50h-12z',
      'M418 300v-88h112v88Z',
      'M428 214a46 46 0 0 1 92 0Z',
      'M470 150h8v24h-8z',
      'M544 300V202h76v98Z',
      'M536 204l46-50 46 50Z',
    ],
  ],
  [
    'deep',
    [
      'M250 132a10 10 0 0 1 20 0v22h-20zM234 168h52v6h-52z',
      'M254 262a6 6 0 0 1 12 0v38h-12z',
      'M436 232a8 8 0 0 1 16 0v24h-16zM466 232a8 8 0 0 1 16 0v24h-16zM496 232a8 8 0 0 1 16 0v24h-16z',
      'M592 258h14v42h-14z',
    ],
  ],
  [
    'sun',
    [
      'M58 204h12v18H58zM80 204h12v18H80zM102 204h12v18h-12zM58 238h12v18H58zM102 238h12v18h-12zM80 174h12v16H80z',
      'M176 232h16v22h-16z',
      'M466 300v-18a8 8 0 0 1 16 0v18z',
      'M558 220h14v18h-14zM592 220h14v18h-14zM558 254h14v18h-14z',
    ],
  ],
];

/** The skyline with its sun, `width` points wide, standing on the line `ground`. */
export function drawRoofs(doc: PDFKit.PDFDocument, right: number, ground: number, width: number): void {
  const scale = width / 640;
  doc
    .save()
    .translate(right - width, ground - 300 * scale)
    .scale(scale);
  doc.circle(452, 92, 46).fill(ink.sun);
  for (const [color, shapes] of roofs) for (const shape of shapes) doc.path(shape).fill(ink[color]);
  doc.circle(260, 196, 9).fill(ink.sun);
  doc.restore();
}

/** A QR code (level M) as one vector path, with the quiet zone of four modules that readers need. */
export function drawQr(doc: PDFKit.PDFDocument, text: string, x: number, y: number, size: number): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const quiet = 4;
  const unit = size / (modules.size + 2 * quiet);
  doc.rect(x, y, size, size).fill(ink.paper);
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++) {
      // One rectangle per stretch of dark modules: no seams between neighbours when it is scaled.
      let end = column;
      while (end < modules.size && modules.get(row, end)) end++;
      if (end > column) doc.rect(x + (column + quiet) * unit, y + (row + quiet) * unit, (end - column) * unit, unit);
      column = end;
    }
  doc.fill('#000000');
}
