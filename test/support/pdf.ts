import { execFileSync } from 'node:child_process';

const hasPdftotext = (() => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** The words of a PDF as another program reads them: pdftotext where it is installed. */
export async function pdfText(pdf: Buffer): Promise<string> {
  if (hasPdftotext) return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString();
  const { PDFParse } = await import('pdf-parse');
  return (await new PDFParse({ data: new Uint8Array(pdf) }).getText()).text;
}
